import type { Cohort, Goal, SavedQuestion, Segment } from '../api/models';
import { readFilters } from '../question/asked-filters';
import type { Definition, DefinitionKind } from '../question/definitions';
import { type NameOf, sentenceOfFilter } from '../question/filter-words';
import { isPreset, presets } from '../ui/range-picker/range';
import { say } from '../ui/words/say';

const questionKinds: Record<SavedQuestion['kind'], string> = {
  trends: say('Trends'),
  funnel: say('Funnel'),
  retention: say('Retention'),
  journeys: say('Journeys'),
  query: say('Made with the API'),
};

/** What something with a name means, in one line. */
export function describeDefinition(kind: DefinitionKind, one: Definition, nameOf: NameOf): string {
  switch (kind) {
    case 'question':
      return questionKinds[(one as SavedQuestion).kind];
    case 'goal':
      return goalWords(one, nameOf);
    case 'segment':
      return sentences((one as Segment).filters, nameOf);
    case 'cohort': {
      const { filters, range } = one as Cohort;
      const period = isPreset(range?.period) ? range.period : null;
      const when = presets.find(({ preset }) => preset === period)?.label ?? say('All time');
      return `${sentences(filters, nameOf)} · ${when}`;
    }
  }
}

function sentences(filters: Segment['filters'] | undefined, nameOf: NameOf): string {
  return readFilters(filters)
    .map((filter) => sentenceOfFilter(filter, nameOf))
    .join(' · ');
}

function goalWords({ event, page, filters, value, currency }: Goal, nameOf: NameOf): string {
  const parts = [
    ...(event === undefined ? [] : [say('Event {0}', event)]),
    ...(page === undefined ? [] : [say('View of {0}', page)]),
    ...(filters?.length ? [sentences(filters, nameOf)] : []),
    ...(value?.property === undefined ? [] : [say('worth its {0}', value.property)]),
    ...(value?.fixed === undefined
      ? []
      : [say('worth {0}', `${value.fixed} ${currency?.fixed ?? ''}`.trim())]),
  ];
  return parts.join(' · ');
}
