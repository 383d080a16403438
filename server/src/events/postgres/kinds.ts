import type { EventKind } from '../event.js';

/** `events.kind`: the position here. Countable kinds come first, so that «counts» is `kind <= 1`. */
export const kinds: readonly EventKind[] = ['page_view', 'custom', 'engagement', 'identify'];

export function kindNumber(kind: EventKind): number {
  return kinds.indexOf(kind);
}
