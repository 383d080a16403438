import type { Series, seriesCounts } from '../question/series';
import { say } from '../ui/words/say';

export const metricWords: Record<(typeof seriesCounts)[number], string> = {
  events: say('Events'),
  visitors: say('Visitors'),
  visits: say('Visits'),
  users: say('Users'),
};

/** What a series counts, as a person says it: «Visitors, purchase». */
export function seriesName({ metric, kind, value }: Series): string {
  const [, aggregate, property = ''] = /^(sum|mean):(.*)$/.exec(metric) ?? [];
  const words = aggregate === 'sum' ? say('Sum of {0}', property) : say('Mean of {0}', property);
  const counted = aggregate ? words : metricWords[metric as keyof typeof metricWords];
  return kind === 'any' ? counted : `${counted}, ${value}`;
}
