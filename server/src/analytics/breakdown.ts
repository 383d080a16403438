import { dimensions, isProperty, type Dimension, type FilterDimension } from '../events/tally.js';
import { ImpossibleQuestion } from './analytics.errors.js';

/** What rows or groups are made by; null for none. Throws `ImpossibleQuestion` for what is no dimension. */
export function readBreakdown(asked: string | undefined): FilterDimension | null {
  if (asked === undefined) return null;
  if ((dimensions as readonly string[]).includes(asked)) return asked as Dimension;
  if (isProperty(asked)) return asked;
  const names = dimensions.join(', ');
  throw new ImpossibleQuestion('/breakdown', `must be one of ${names}, or property:<name>`);
}
