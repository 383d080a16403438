import type { EventRow } from '../api/models';
import type { Cell } from '../ui/table/column';

/** The names of the properties that occur, by the alphabet. */
export function propertyNames(rows: readonly EventRow[]): readonly string[] {
  const names = new Set(rows.flatMap(({ properties }) => Object.keys(properties)));
  return [...names].toSorted((a, b) => a.localeCompare(b));
}

/** A property as a cell: text and numbers as they are, what is nested as JSON, nothing where it is absent. */
export function propertyText(value: unknown): Cell {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'number') return value;
  return JSON.stringify(value);
}
