import type { IncomingEvent } from '../../src/events/event.js';

/** Stretches of events without a gap as long as the timeout. */
export function runsOf(sorted: readonly IncomingEvent[], timeout: number): IncomingEvent[][] {
  const runs: IncomingEvent[][] = [];
  let last = -Infinity;
  for (const event of sorted) {
    if (event.at - last >= timeout) runs.push([]);
    runs.at(-1)?.push(event);
    last = event.at;
  }
  return runs;
}

/**
 * Parts of a run that are one visit: two of them are, when they come closer than the timeout and one has an id that the
 * other has too, or had the day before.
 */
export function linked(run: readonly IncomingEvent[], timeout: number): IncomingEvent[][] {
  const parts = run.map((event) => [event]);
  const areOne = (one: IncomingEvent[], other: IncomingEvent[]): boolean =>
    one.some((a) =>
      other.some(
        (b) =>
          a.visitor === b.visitor ||
          a.previousVisitor === b.visitor ||
          a.visitor === b.previousVisitor,
      ),
    ) && one.some((a) => other.some((b) => Math.abs(a.at - b.at) < timeout));
  for (let merged = true; merged;) {
    merged = false;
    for (let index = 0; index < parts.length && !merged; index += 1) {
      const partner = parts.findIndex(
        (part, other) => other > index && areOne(parts[index] ?? [], part),
      );
      if (partner < 0) continue;
      parts[index]?.push(...(parts.splice(partner, 1)[0] ?? []));
      merged = true;
    }
  }
  return parts.map((part) => part.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)));
}
