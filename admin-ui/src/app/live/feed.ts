import { Service, computed, inject, signal } from '@angular/core';
import { Api, apiUrl } from '../api/api';
import { FeedBuffer, passes } from './feed-buffer';
import type { EventPage } from '../api/models';
import type { EventsMessage, LiveEvent, LiveFilter } from '../api/live-messages';

const KEPT = 150;
const FIRST = 50;
/** Frames that arrive within this time are drawn at once. */
const DRAW_MS = 200;
/** Nobody reads faster than this; above it each drawing shows a few of what arrived. */
const BUSY_PER_SECOND = 60;
const SHOWN_WHEN_BUSY = 10;

interface View {
  readonly events: readonly LiveEvent[];
  readonly waiting: number;
  readonly shown: number;
  readonly happened: number;
}

/** The feed as the page sees it: frames are gathered and drawn a few times a second at most. */
@Service({ autoProvided: false })
export class Feed {
  private readonly api = inject(Api);
  private readonly buffer = new FeedBuffer(KEPT);
  private frames: EventsMessage[] = [];
  private drawing: ReturnType<typeof setTimeout> | null = null;

  private readonly view = signal<View>({ events: [], waiting: 0, shown: 0, happened: 0 });
  private readonly wanted = signal<LiveFilter>({});
  private readonly paused = signal(false);
  private readonly opened = signal(false);

  readonly filter = this.wanted.asReadonly();
  readonly held = this.paused.asReadonly();
  /** False until the newest stored events were read once. */
  readonly ready = this.opened.asReadonly();
  readonly waiting = computed(() => this.view().waiting);
  readonly events = computed(() => {
    const filter = this.wanted();
    return this.view().events.filter((event) => passes(event, filter));
  });
  readonly rate = computed(() => ({ shown: this.view().shown, happened: this.view().happened }));

  /** Fills the feed with the newest stored events; also after the line was away. */
  async catchUp(projectId: string): Promise<void> {
    try {
      const url = apiUrl`/analytics/${projectId}/events`;
      const { data } = await this.api.get<EventPage>(`${url}?limit=${FIRST}`);
      this.buffer.fill(data);
    } finally {
      this.opened.set(true);
      this.draw();
    }
  }

  receive(message: EventsMessage): void {
    this.frames.push(message);
    this.drawing ??= setTimeout(() => this.draw(), DRAW_MS);
  }

  hold(): void {
    this.buffer.hold();
    this.paused.set(true);
  }

  release(): void {
    this.buffer.release();
    this.paused.set(false);
    this.draw();
  }

  /** Arrivals of the past that the new filter left out are not brought back. */
  ask(filter: LiveFilter): void {
    this.wanted.set(filter);
  }

  /** The pace falls to nothing only when someone looks again. */
  tick(): void {
    if (this.view().happened > 0) this.draw();
  }

  start(): void {
    this.buffer.clear();
    this.opened.set(false);
    this.draw();
  }

  private take(now: number): void {
    const items = this.frames.flatMap((frame) => frame.items);
    const skipped = this.frames.reduce((sum, frame) => sum + frame.skipped, 0);
    this.frames = [];
    if (items.length === 0 && skipped === 0) return;
    const busy = this.buffer.rate(now).happened > BUSY_PER_SECOND;
    const shown = busy ? items.slice(-SHOWN_WHEN_BUSY) : items;
    this.buffer.add(shown, skipped + items.length - shown.length, now);
  }

  private draw(): void {
    if (this.drawing !== null) clearTimeout(this.drawing);
    this.drawing = null;
    const now = Date.now();
    this.take(now);
    const { shown, happened } = this.buffer.rate(now);
    this.view.set({
      events: this.buffer.events,
      waiting: this.buffer.waiting,
      shown,
      happened,
    });
  }
}
