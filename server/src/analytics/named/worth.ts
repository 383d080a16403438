import { ImpossibleQuestion } from '../analytics.errors.js';
import type { GoalBody } from '../dto/goal.dto.js';

/** Throws `ImpossibleQuestion` when it does not say clearly what a conversion is worth. */
export function checkWorth({ value, currency }: Pick<GoalBody, 'value' | 'currency'>): void {
  if (value && (value.property === undefined) === (value.fixed === undefined)) {
    throw new ImpossibleQuestion('/value', 'must have either a property or fixed');
  }
  if (!currency) return;
  if (!value) throw new ImpossibleQuestion('/currency', 'is needed with a value only');
  if (currency.property === undefined && currency.fixed === undefined) {
    throw new ImpossibleQuestion('/currency', 'must have a property or fixed');
  }
}
