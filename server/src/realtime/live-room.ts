import type { Announcement } from '../events/event.feed.js';
import { filterKey, PassingEvent } from './filter.js';
import { FrameWindow } from './frame-window.js';
import type { Drops, EventsFrame, LiveFilter } from './live.messages.js';

/** Shortest time between two frames of a room: ten a second. */
export const FRAME_MS = 100;

interface Window {
  readonly frames: FrameWindow;
  viewers: number;
}

/** What the viewers of one project in this process are still to be told. Viewers with the same filter share a window. */
export class LiveRoom {
  private readonly windows = new Map<string, Window>();
  private readonly drops = new Map<string, number>();
  private lastFrameAt = -Infinity;

  /** Adds a viewer; the returned key names the window it looks through. */
  join(filter: LiveFilter): string {
    const key = filterKey(filter);
    const window = this.windows.get(key) ?? { frames: new FrameWindow(filter), viewers: 0 };
    window.viewers += 1;
    this.windows.set(key, window);
    return key;
  }

  /** Takes one viewer away from a window. */
  leave(key: string): void {
    const window = this.windows.get(key);
    if (!window) return;
    window.viewers -= 1;
    if (window.viewers === 0) this.windows.delete(key);
  }

  get empty(): boolean {
    return this.windows.size === 0;
  }

  hear({ items, skipped, drops }: Announcement): void {
    const passing = items.map((event) => new PassingEvent(event));
    for (const { frames } of this.windows.values()) frames.take(passing, skipped);
    for (const { reason, count } of drops) {
      this.drops.set(reason, (this.drops.get(reason) ?? 0) + count);
    }
  }

  /** Milliseconds until the next frame may go out. */
  pause(now: number): number {
    return Math.max(0, this.lastFrameAt + FRAME_MS - now);
  }

  /** What is to be told now, by window; it is then forgotten. */
  tell(now: number): {
    frames: { window: string; frame: Pick<EventsFrame, 'items' | 'skipped'> }[];
    drops: Drops['items'];
  } {
    this.lastFrameAt = now;
    const drops = [...this.drops].map(([reason, count]) => ({ reason, count }));
    this.drops.clear();
    const frames = [...this.windows].flatMap(([window, { frames: pending }]) => {
      const frame = pending.next();
      return frame ? [{ window, frame }] : [];
    });
    return { frames, drops };
  }
}
