import { type SchemaPathTree, maxLength, required, validate } from '@angular/forms/signals';
import type { Goal } from '../api/models';
import { askedFilters, readFilters } from '../question/asked-filters';
import type { Draft } from '../question/definitions';
import type { Filter } from '../ui/filter-chips/filter';
import { say } from '../ui/words/say';

/** A goal as the fields of a form hold it. */
export interface GoalValues {
  name: string;
  kind: 'event' | 'page';
  what: string;
  filters: readonly Filter[];
  worth: 'nothing' | 'property' | 'fixed';
  property: string;
  amount: string;
  currency: string;
  currencyProperty: string;
}

export function valuesOfGoal(goal: Goal | null): GoalValues {
  const { value, currency } = goal ?? {};
  return {
    name: goal?.name ?? '',
    kind: goal?.page === undefined ? 'event' : 'page',
    what: goal?.page ?? goal?.event ?? '',
    filters: readFilters(goal?.filters),
    worth: value?.fixed !== undefined ? 'fixed' : value?.property ? 'property' : 'nothing',
    property: value?.property ?? '',
    amount: value?.fixed?.toString() ?? '',
    currency: currency?.fixed ?? '',
    currencyProperty: currency?.property ?? '',
  };
}

export function draftOfGoal(values: GoalValues): Draft<'goal'> {
  const what = values.what.trim();
  const currency = {
    ...(values.currency.trim() ? { fixed: values.currency.trim().toUpperCase() } : {}),
    ...(values.currencyProperty.trim() ? { property: values.currencyProperty.trim() } : {}),
  };
  return {
    name: values.name.trim(),
    ...(what === '' ? {} : { [values.kind]: what }),
    ...(values.filters.length > 0 ? { filters: askedFilters(values.filters) } : {}),
    ...(values.worth === 'property' ? { value: { property: values.property.trim() } } : {}),
    ...(values.worth === 'fixed' ? { value: { fixed: numberIn(values.amount) } } : {}),
    ...(values.worth !== 'nothing' && Object.keys(currency).length > 0 ? { currency } : {}),
  };
}

/** «9,90» and «9.90» are the same amount. */
const numberIn = (text: string): number => Number(text.trim().replace(',', '.'));

const isAmount = (text: string) => text.trim() !== '' && Number.isFinite(numberIn(text));

export function goalRules(path: SchemaPathTree<GoalValues>): void {
  required(path.name, { message: say('It needs a name.') });
  maxLength(path.name, 200, { message: say('That is too long.') });
  validate(path.what, ({ value, valueOf }) =>
    value().trim() || valueOf(path.filters).length > 0
      ? undefined
      : { kind: 'missing', message: say('Say which one, or add a condition.') },
  );
  validate(path.property, ({ value, valueOf }) =>
    valueOf(path.worth) !== 'property' || value().trim()
      ? undefined
      : { kind: 'missing', message: say('Say which property holds it.') },
  );
  validate(path.amount, ({ value, valueOf }) =>
    valueOf(path.worth) !== 'fixed' || isAmount(value())
      ? undefined
      : { kind: 'amount', message: say('That is no amount.') },
  );
  validate(path.currency, ({ value }) =>
    /^([a-z]{3})?$/i.test(value().trim())
      ? undefined
      : { kind: 'currency', message: say('Three letters, such as EUR.') },
  );
}
