import { DestroyRef, effect, inject } from '@angular/core';
import { LiveSocket } from './live-socket';
import type { EventRow } from './models';

/** Soon enough for whoever looks, and seldom enough for the server. */
const SOON_MS = 1_500;

/**
 * Calls `again` when an event that concerns the page was stored, or when some may have been missed, and not again within
 * `waitMs`.
 */
export function follow(
  projectId: () => string,
  concerns: (event: EventRow) => boolean,
  again: () => void,
  waitMs = SOON_MS,
): void {
  const socket = inject(LiveSocket);
  let timer: ReturnType<typeof setTimeout> | null = null;
  const soon = () => {
    timer ??= setTimeout(() => {
      timer = null;
      again();
    }, waitMs);
  };
  effect((onCleanup) => {
    const watch = socket.watch(projectId(), {
      events: ({ items, skipped }) => {
        if (skipped > 0 || items.some(concerns)) soon();
      },
      resumed: soon,
    });
    onCleanup(() => watch.stop());
  });
  inject(DestroyRef).onDestroy(() => {
    if (timer !== null) clearTimeout(timer);
  });
}
