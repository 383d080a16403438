/**
 * What a visit is, in one place. Events of one visitor belong to the same visit while the gaps between them stay under
 * the project's timeout and the whole lasts at most a day; nothing else cuts a visit.
 */
export const LONGEST_VISIT_MS = 24 * 60 * 60 * 1000;

/** Cuts one visitor's events, sorted by time, into visits. */
export function sessionise<Event extends { readonly at: number }>(
  sorted: readonly Event[],
  timeoutMs: number,
): Event[][] {
  const visits: Event[][] = [];
  let current: Event[] = [];
  let start = 0;
  let last = 0;
  for (const event of sorted) {
    const joins =
      current.length > 0 && event.at - last < timeoutMs && event.at - start <= LONGEST_VISIT_MS;
    if (!joins) {
      current = [];
      visits.push(current);
      start = event.at;
    }
    current.push(event);
    last = event.at;
  }
  return visits;
}

/** The order that decides which event of a visit is the first: by time, then by id. */
export function byTime(
  a: { readonly at: number; readonly id: string },
  b: { readonly at: number; readonly id: string },
): number {
  return a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
