import type { IncomingEvent } from '../../src/events/event.js';
import type { RetentionRequest } from '../../src/events/retention.js';
import type { Filter } from '../../src/events/tally.js';
import type { Reference } from './reference.js';

/** Cohort → how many are in it (`size`) and how many came back how many buckets later, by name. */
export type HandRetention = Record<string, Record<string, number>>;

/** Looks at every pair of an event that starts and one that returns. */
export function retentionByHand(reference: Reference, request: RetentionRequest): HandRetention {
  const { range, filters, start, back, buckets, anonymous } = request;
  reference.about(range.from.getTime(), range.to.getTime());
  const passes = (event: IncomingEvent, all: readonly Filter[]): boolean =>
    [...filters, ...all].every((filter) => reference.passes(event, filter));
  const whose = (event: IncomingEvent): string | null => {
    const person = reference.personOf(event);
    if (person?.startsWith('user ')) return person;
    return anonymous ? (person ?? reference.cookielessOf(event)) : null;
  };
  const bucketOf = (event: IncomingEvent): number => {
    const visit = reference.visit(event);
    const begun = visit?.events[0]?.at ?? event.at;
    const cookieless = reference.personOf(event) === null;
    const at = cookieless ? Math.max(begun, buckets[0]?.getTime() ?? 0) : event.at;
    return buckets.filter((bucket) => bucket.getTime() <= at).length - 1;
  };
  const [from, to] = [range.from.getTime(), range.to.getTime()];
  const veterans = new Set(
    reference
      .countable(-Infinity, from)
      .filter((event) => reference.personOf(event) !== null && passes(event, start))
      .map(whose),
  );
  const answer: HandRetention = {};
  for (const [who, own] of Map.groupBy(reference.countable(from, to), whose)) {
    if (who === null) continue;
    const starts = own.filter((event) => passes(event, start));
    const backs = own.filter((event) => passes(event, back));
    const cohorts = [...new Set(starts.map(bucketOf))].sort((a, b) => a - b);
    const joined = request.cohort === 'any' ? cohorts : cohorts.slice(0, 1);
    if (request.cohort === 'first' && veterans.has(who)) continue;
    for (const cohort of joined) {
      const cells = (answer[cohort] ??= { size: 0 });
      cells['size'] = (cells['size'] ?? 0) + 1;
      const begun = Math.min(
        ...starts.filter((event) => bucketOf(event) === cohort).map(({ at }) => at),
      );
      const later = new Set(
        backs
          .filter((event) => bucketOf(event) > cohort || event.at >= begun)
          .map((event) => bucketOf(event) - cohort)
          .filter((distance) => distance >= 0),
      );
      for (const distance of later) cells[distance] = (cells[distance] ?? 0) + 1;
    }
  }
  return answer;
}
