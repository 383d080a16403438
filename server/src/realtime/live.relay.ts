import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Counter } from 'prom-client';
import { type Announcement, EventFeed } from '../events/event.feed.js';
import { EventStore } from '../events/event.store.js';
import { countOnline, type OnlineNow } from '../events/online.js';
import { Metrics } from '../platform/health/metrics.js';
import type { Project } from '../projects/project.js';
import { LiveRoom } from './live-room.js';
import type { LiveFilter, ServerMessages } from './live.messages.js';
import { OnlineWatch } from './online-watch.js';

const WATCH_TICK_MS = 500;
// Counts under way at once: many watched projects must not crowd out other questions to the store.
const COUNTS_AT_ONCE = 2;

/** Whom the relay speaks to; a room is a name, everyone in it hears the same message. */
export interface Audience {
  send<M extends keyof ServerMessages>(
    room: string,
    message: M,
    payload: Parameters<ServerMessages[M]>[0],
  ): void;
}

/**
 * Where a viewer of a project listens: `room` for everything, `window` for events that pass its filter, `owners` for what
 * only the owner may know.
 */
export interface Seat {
  readonly projectNo: number;
  readonly room: string;
  readonly owners: string;
  readonly window: string;
  readonly windowKey: string;
}

interface WatchedProject {
  readonly project: Project;
  readonly live: LiveRoom;
  readonly online: OnlineWatch;
  timer: NodeJS.Timeout | null;
}

/**
 * Forwards what the feed says to the viewers of this process: one subscription however many they are, at most ten
 * frames a second and project, and who is online, for projects somebody looks at.
 */
@Injectable()
export class LiveRelay implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Live');
  private readonly watched = new Map<number, WatchedProject>();
  private audience: Audience | null = null;
  private stopListening: (() => void) | null = null;
  private watchTimer: NodeJS.Timeout | null = null;
  private counting = 0;
  private readonly told: Counter<'outcome'>;

  constructor(
    private readonly feed: EventFeed,
    private readonly store: EventStore,
    metrics: Metrics,
  ) {
    this.told = new Counter({
      name: 'feed_events_total',
      help: 'Events of frames to viewers: shown whole, or skipped under pressure and only counted.',
      labelNames: ['outcome'],
      registers: [metrics.registry],
    });
  }

  onApplicationBootstrap(): void {
    this.stopListening = this.feed.listen((announcement) => this.hear(announcement));
    this.watchTimer = setInterval(() => this.recountDue(Date.now()), WATCH_TICK_MS);
    this.watchTimer.unref();
  }

  onApplicationShutdown(): void {
    this.stopListening?.();
    if (this.watchTimer) clearInterval(this.watchTimer);
    for (const { timer } of this.watched.values()) if (timer) clearTimeout(timer);
    this.watched.clear();
  }

  speakTo(audience: Audience): void {
    this.audience = audience;
  }

  /** Adds a viewer; give the seat back with {@link leave}. */
  join(project: Project, filter: LiveFilter): Seat {
    const watched = this.watched.get(project.no) ?? this.watch(project);
    const windowKey = watched.live.join(filter);
    return {
      projectNo: project.no,
      room: roomOf(project.no),
      owners: ownersOf(project.no),
      window: windowOf(project.no, windowKey),
      windowKey,
    };
  }

  leave(seat: Seat): void {
    const watched = this.watched.get(seat.projectNo);
    if (!watched) return;
    watched.live.leave(seat.windowKey);
    if (!watched.live.empty) return;
    if (watched.timer) clearTimeout(watched.timer);
    this.watched.delete(seat.projectNo);
  }

  /** Who is online in a project that has viewers. Rejects when the store is away. */
  async online(projectNo: number): Promise<OnlineNow> {
    const watched = this.watched.get(projectNo);
    if (!watched) throw new Error('Only a project with viewers is watched.');
    return watched.online.current(Date.now());
  }

  private watch(project: Project): WatchedProject {
    const watched: WatchedProject = {
      project,
      live: new LiveRoom(),
      online: new OnlineWatch(
        (now) => countOnline(this.store, project, now),
        (online) => this.tellOnline(project, online),
      ),
      timer: null,
    };
    this.watched.set(project.no, watched);
    return watched;
  }

  private hear(announcement: Announcement): void {
    const watched = this.watched.get(announcement.projectNo);
    if (!watched) return;
    const { progress } = announcement;
    if (progress) {
      const { id, no } = watched.project;
      this.audience?.send(ownersOf(no), 'progress', { project_id: id, ...progress });
      return;
    }
    watched.live.hear(announcement);
    if (announcement.items.length > 0) watched.online.touch();
    watched.timer ??= setTimeout(() => this.forward(watched), watched.live.pause(Date.now()));
  }

  private forward(watched: WatchedProject): void {
    watched.timer = null;
    const { id, no } = watched.project;
    const { frames, drops } = watched.live.tell(Date.now());
    for (const { window, frame } of frames) {
      this.told.inc({ outcome: 'shown' }, frame.items.length);
      this.told.inc({ outcome: 'skipped' }, frame.skipped);
      this.audience?.send(windowOf(no, window), 'events', { project_id: id, ...frame });
    }
    if (drops.length > 0) {
      this.audience?.send(roomOf(no), 'drops', { project_id: id, items: drops });
    }
  }

  private tellOnline(project: Project, online: OnlineNow): void {
    this.audience?.send(roomOf(project.no), 'online', {
      project_id: project.id,
      count: online.count,
      minutes: [...online.minutes],
    });
  }

  private recountDue(now: number): void {
    for (const [no, watched] of this.watched) {
      if (this.counting >= COUNTS_AT_ONCE) return;
      if (!watched.online.isDue(now)) continue;
      // Who was counted goes to the end of the line.
      this.watched.delete(no);
      this.watched.set(no, watched);
      this.counting += 1;
      watched.online
        .recount(now)
        .catch((error: unknown) => this.logger.debug(`Not counted: ${String(error)}`))
        .finally(() => {
          this.counting -= 1;
        });
    }
  }
}

function roomOf(projectNo: number): string {
  return `project:${projectNo}`;
}

function ownersOf(projectNo: number): string {
  return `owners:${projectNo}`;
}

function windowOf(projectNo: number, key: string): string {
  return `events:${projectNo}:${key}`;
}
