import type { DeedFilter, Filter, NamedKind, ValueFilter } from '../ui/filter-chips/filter';
import { dimensionLabel, needsValues, operators } from '../ui/filter-chips/filter';
import type { Chip } from '../ui/filter-chips/filter-chips';
import { locale } from '../ui/language';
import { presets } from '../ui/range-picker/range';
import { say } from '../ui/words/say';
import { lookOf } from './dimension-look';

/** The name of something by its id; null while it is not known. */
export type NameOf = (kind: NamedKind, id: string) => string | null;

export const kindLabels: Record<NamedKind, string> = {
  segment: say('Segment'),
  cohort: say('Cohort'),
  goal: say('Goal'),
};

/** A filter as a person says it. */
export function chipOf(filter: Filter, nameOf: NameOf): Chip {
  if ('raw' in filter) return { what: say('Combined condition'), value: null };
  if ('did' in filter) return { what: deedWords(filter), value: deedValue(filter) };
  if ('named' in filter) {
    const what = kindLabels[filter.named];
    return {
      what: filter.without ? say('Not in: {0}', what) : what,
      value: nameOf(filter.named, filter.id) ?? '…',
    };
  }
  const what = `${dimensionLabel(filter.dimension)} ${operators[filter.operator]}`;
  return { what, value: needsValues(filter.operator) ? valueWords(filter) : null };
}

/** The same in one line. */
export function sentenceOfFilter(filter: Filter, nameOf: NameOf): string {
  const { what, value } = chipOf(filter, nameOf);
  return value === null ? what : `${what} ${value}`;
}

function valueWords({ dimension, values }: ValueFilter): string {
  const names = values.map((value) => lookOf(dimension, value).text);
  const shown =
    names.length > 3 ? [...names.slice(0, 2), say('{0} more', names.length - 2)] : names;
  return new Intl.ListFormat(locale, { type: 'disjunction' }).format(shown);
}

function deedWords({ did, without }: DeedFilter): string {
  const page = did === 'page';
  if (without) return page ? say('Never viewed') : say('Never did');
  return page ? say('Viewed') : say('Did');
}

/** What was done, how often unless once is enough, and when unless the range of the page says it. */
function deedValue({ value, times, period }: DeedFilter): string {
  const often = {
    gte: times.value === 1 ? null : say('at least {0} times', times.value),
    lte: say('at most {0} times', times.value),
    is: say('exactly {0} times', times.value),
  }[times.operator];
  const when = presets.find((entry) => entry.preset === period)?.label;
  return [value, often, when].filter((part) => part !== null && part !== undefined).join(', ');
}
