import type { PassingEvent } from './filter.js';
import type { LiveFilter } from './live.messages.js';
import type { LiveEvent } from '../events/event.js';

/** Most events one frame carries. */
export const FRAME_ITEMS = 50;

/** What viewers with the same filter have not been told yet: the newest events, and how many more there were. */
export class FrameWindow {
  private items: LiveEvent[] = [];
  private skipped = 0;

  constructor(readonly filter: LiveFilter) {}

  /** Takes in what was announced; `unseen` events were only counted on their way here. */
  take(events: readonly PassingEvent[], unseen: number): void {
    for (const passing of events) {
      if (passing.matches(this.filter)) this.items.push(passing.event);
    }
    const surplus = this.items.length - FRAME_ITEMS;
    if (surplus > 0) this.items.splice(0, surplus);
    this.skipped += unseen + Math.max(0, surplus);
  }

  /** The next frame, which is then forgotten; null when there is nothing to tell. */
  next(): { items: LiveEvent[]; skipped: number } | null {
    if (this.items.length === 0 && this.skipped === 0) return null;
    const frame = { items: this.items, skipped: this.skipped };
    this.items = [];
    this.skipped = 0;
    return frame;
  }
}
