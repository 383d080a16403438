import type { IncomingEvent } from '../../src/events/event.js';
import type { JourneysRequest } from '../../src/events/journeys.js';
import type { Reference } from './reference.js';

/** The steps of every visit, the anchor first: `page /`, `event signup`. */
export function journeysByHand(reference: Reference, request: JourneysRequest): string[][] {
  const { range, filters, anchor, steps } = request;
  reference.about(range.from.getTime(), range.to.getTime());
  const passing = reference
    .countable(range.from.getTime(), range.to.getTime())
    .filter((event) => filters.every((filter) => reference.passes(event, filter)));
  const isAnchor = (event: IncomingEvent): boolean =>
    anchor !== null && anchor.filters.every((filter) => reference.passes(event, filter));
  const walks: string[][] = [];
  for (const [visit, events] of Map.groupBy(passing, (event) => reference.visit(event))) {
    if (visit === undefined) continue;
    const walk = events.filter(
      (event) =>
        isAnchor(event) ||
        request.of === 'both' ||
        (event.kind === 'page_view') === (request.of === 'pages'),
    );
    const start = anchor ? walk.findIndex(isAnchor) : 0;
    if (start < 0 || walk.length === 0) continue;
    const way = anchor?.side === 'to' ? walk.slice(0, start + 1).reverse() : walk.slice(start);
    const names = way.map((event) => nameOf(event, request.folders));
    walks.push(names.filter((name, index) => name !== names[index - 1]).slice(0, steps));
  }
  return walks;
}

function nameOf({ kind, name, path }: IncomingEvent, folders: number | null): string {
  if (kind === 'custom') return `event ${name}`;
  const parts = (path ?? '').split('/');
  const deeper = folders !== null && parts.length > folders + 1 && parts[folders + 1] !== '';
  return `page ${deeper ? [...parts.slice(0, folders + 1), '*'].join('/') : (path ?? '')}`;
}
