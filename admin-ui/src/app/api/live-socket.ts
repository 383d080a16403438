import { Service, computed, inject, signal } from '@angular/core';
import type { Socket } from 'socket.io-client';
import { Session } from '../session/session';
import type {
  ClientMessages,
  DropsMessage,
  EventsMessage,
  LiveFilter,
  OnlineMessage,
  ProgressMessage,
  ServerMessages,
} from './live-messages';

type LiveConnection = Socket<ServerMessages, ClientMessages>;

/** The line is opened when the page has nothing else to do, and after this time anyway. */
const LONGEST_IDLE_MS = 1_000;

/** `behind`: what is on the screen may be older than what happened; it catches up by itself. */
export type LiveState = 'idle' | 'connecting' | 'live' | 'behind';

export interface LiveListener {
  online?(count: number, minutes: readonly number[] | null): void;
  events?(message: EventsMessage): void;
  drops?(message: DropsMessage): void;
  progress?(message: ProgressMessage): void;
  /** The line was away and is back: whatever was missed must be asked for. */
  resumed?(): void;
  refused?(reason: string): void;
}

/** One listener's hold on a project; stop it when its page closes. */
export interface LiveWatch {
  filter(filter: LiveFilter): void;
  stop(): void;
}

interface Watched {
  readonly projectId: string;
  readonly listener: LiveListener;
  filter: LiveFilter;
}

const RETRY_MS = [1_000, 2_000, 5_000, 10_000] as const;
/** Pages come and go; the line stays open this long for the next one. */
const LINGER_MS = 5_000;

/**
 * The line to the live window. It opens with the first watch, renews its token, comes back by itself
 * and subscribes again; the Socket.IO client is fetched only then.
 */
@Service()
export class LiveSocket {
  private readonly session = inject(Session);
  private readonly watched = new Set<Watched>();
  private connection: Promise<LiveConnection> | null = null;
  private retry: ReturnType<typeof setTimeout> | null = null;
  private linger: ReturnType<typeof setTimeout> | null = null;
  private refusals = 0;
  private wasLive = false;

  private readonly current = signal<LiveState>('idle');
  readonly state = this.current.asReadonly();
  readonly behind = computed(() => this.current() === 'behind');

  /** Hears what happens in a project from now on. */
  watch(projectId: string, listener: LiveListener, filter: LiveFilter = {}): LiveWatch {
    const watched: Watched = { projectId, listener, filter };
    this.watched.add(watched);
    if (this.linger !== null) clearTimeout(this.linger);
    void this.open().then((socket) => this.subscribe(socket, watched));
    return {
      filter: (next) => {
        watched.filter = next;
        void this.open().then((socket) => this.subscribe(socket, watched));
      },
      stop: () => this.leave(watched),
    };
  }

  private open(): Promise<LiveConnection> {
    this.connection ??= this.connect();
    return this.connection;
  }

  private async connect(): Promise<LiveConnection> {
    this.current.set('connecting');
    await idle();
    const { io } = await import('socket.io-client');
    const socket: LiveConnection = io('/live', {
      path: '/api/v1/ws',
      transports: ['websocket', 'polling'],
      reconnectionDelay: 500,
      reconnectionDelayMax: 5_000,
      auth: (give) => void this.token().then((token) => give({ token })),
    });
    socket.on('connect', () => this.arrived(socket));
    socket.on('disconnect', (reason) => {
      this.fellBehind();
      // The server closed it on purpose: the client library then waits to be told.
      if (reason === 'io server disconnect') this.tryAgain(socket);
    });
    socket.on('connect_error', () => {
      this.fellBehind();
      if (!socket.active) this.tryAgain(socket);
    });
    socket.on('goodbye', ({ reason, project_id }) => {
      if (project_id) this.tell(project_id, (listener) => listener.refused?.(reason));
      else if (reason === 'token_expired') void this.session.renew().catch(() => null);
    });
    socket.on('hello', ({ project_id, online }) =>
      this.tell(project_id, (listener) => listener.online?.(online, null)),
    );
    socket.on('online', (message: OnlineMessage) =>
      this.tell(message.project_id, (listener) =>
        listener.online?.(message.count, message.minutes),
      ),
    );
    socket.on('events', (message) =>
      this.tell(message.project_id, (listener) => listener.events?.(message)),
    );
    socket.on('drops', (message) =>
      this.tell(message.project_id, (listener) => listener.drops?.(message)),
    );
    socket.on('progress', (message) =>
      this.tell(message.project_id, (listener) => listener.progress?.(message)),
    );
    return socket;
  }

  // A server that is away has no token for us; the door then refuses and we come again.
  private token(): Promise<string | null> {
    return this.session.token().catch(() => null);
  }

  private arrived(socket: LiveConnection): void {
    this.refusals = 0;
    this.current.set('live');
    for (const watched of this.watched) this.subscribe(socket, watched);
    if (this.wasLive) for (const { listener } of this.watched) listener.resumed?.();
    this.wasLive = true;
  }

  private fellBehind(): void {
    if (this.watched.size > 0) this.current.set('behind');
  }

  private tryAgain(socket: LiveConnection): void {
    if (this.retry !== null || !this.session.signedIn()) return;
    const wait = RETRY_MS[Math.min(this.refusals++, RETRY_MS.length - 1)] ?? 10_000;
    this.retry = setTimeout(() => {
      this.retry = null;
      if (this.watched.size > 0) socket.connect();
    }, wait);
  }

  private subscribe(socket: LiveConnection, watched: Watched): void {
    if (!socket.connected || !this.watched.has(watched)) return;
    const { projectId, filter, listener } = watched;
    socket.emit('subscribe', { project_id: projectId, filter }, (answer) => {
      if (!answer.ok) listener.refused?.(answer.reason);
    });
  }

  private leave(watched: Watched): void {
    this.watched.delete(watched);
    const others = [...this.watched].filter(({ projectId }) => projectId === watched.projectId);
    void this.connection?.then((socket) => {
      if (others.length === 0 && socket.connected) {
        socket.emit('unsubscribe', { project_id: watched.projectId });
      }
      // Another page of the same project may want more than the one that left let through.
      for (const other of others) this.subscribe(socket, other);
    });
    if (this.watched.size === 0) this.linger = setTimeout(() => this.hangUp(), LINGER_MS);
  }

  private hangUp(): void {
    if (this.watched.size > 0) return;
    void this.connection?.then((socket) => socket.close());
    this.connection = null;
    this.wasLive = false;
    this.current.set('idle');
  }

  private tell(projectId: string, say: (listener: LiveListener) => void): void {
    for (const { projectId: watchedId, listener } of this.watched) {
      if (watchedId === projectId) say(listener);
    }
  }
}

/** What people look at comes first. */
function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) {
      requestIdleCallback(() => resolve(), { timeout: LONGEST_IDLE_MS });
    } else {
      setTimeout(resolve);
    }
  });
}
