import type { Part } from '../events/measure.js';
import type { Filter } from '../events/tally.js';
import { ImpossibleQuestion } from './analytics.errors.js';
import type { GoalBody } from './dto/goal.dto.js';

type Worth = Pick<GoalBody, 'value' | 'currency'>;

/** Throws `ImpossibleQuestion` when it does not say clearly what a conversion is worth. */
export function checkWorth({ value, currency }: Worth): void {
  if (value && (value.property === undefined) === (value.fixed === undefined)) {
    throw new ImpossibleQuestion('/value', 'must have either a property or fixed');
  }
  if (!currency) return;
  if (!value) throw new ImpossibleQuestion('/currency', 'is needed with a value only');
  if (currency.property === undefined && currency.fixed === undefined) {
    throw new ImpossibleQuestion('/currency', 'must have a property or fixed');
  }
}

/** How revenue is counted: the number of a part, times a factor. */
export interface Revenue {
  readonly part: Part;
  readonly factor: number;
}

/** The worth of events that pass `filters`; null when the goal is worth nothing. */
export function revenueOf({ value }: Worth, filters: readonly Filter[]): Revenue | null {
  if (!value) return null;
  if (value.property === undefined) {
    return { part: { filters, measure: 'events' }, factor: value.fixed ?? 0 };
  }
  return { part: { filters, measure: { aggregate: 'sum', property: value.property } }, factor: 1 };
}

/**
 * What passes when a conversion is worth this currency; `asked` null means the one that stands where no property says
 * another. A text says what is wrong with the question.
 */
export function inCurrency({ currency = {} }: Worth, asked: string | null): Filter[] | string {
  const { property, fixed } = currency;
  const wanted = asked ?? fixed;
  if (property === undefined) {
    if (wanted === fixed) return [];
    return fixed === undefined
      ? 'must name no currency, because the goal has none'
      : `must name no currency but ${fixed}`;
  }
  if (wanted === undefined) return 'must name a currency, such as revenue:<goal>:EUR';
  const said: Filter = { dimension: `property:${property}`, operator: 'is', values: [wanted] };
  const unsaid: Filter = { dimension: `property:${property}`, operator: 'is_not_set', values: [] };
  return [wanted === fixed ? { or: [said, unsaid] } : said];
}

/** Two decimals more than any currency has; what adding doubles leaves behind is cut. */
export function money(amount: number): number {
  return Math.round(amount * 10_000) / 10_000;
}
