import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import type { LiveEvent } from '../../src/events/event.js';
import type {
  Acknowledgement,
  ClientMessages,
  LiveFilter,
  ServerMessages,
} from '../../src/realtime/live.messages.js';
import { eventually } from './patience.js';

type Heard = { [M in keyof ServerMessages]: Parameters<ServerMessages[M]>[0][] };

/** Somebody who looks at the live window; keeps everything that was said. */
export interface Viewer {
  readonly socket: Socket<ServerMessages, ClientMessages>;
  readonly heard: Heard;
  /** Reasons of refused connections. */
  readonly refusals: string[];
  /** Everything in all frames so far. */
  items(): LiveEvent[];
  subscribe(message: unknown): Promise<Acknowledgement>;
  watch(projectId: string, filter?: LiveFilter): Promise<Acknowledgement>;
  connected(): Promise<void>;
}

const opened: Viewer[] = [];

/** Opens a connection with this token. */
export function aViewer(
  url: string,
  token: unknown,
  transports: ('websocket' | 'polling')[] = ['websocket'],
): Viewer {
  const socket: Socket<ServerMessages, ClientMessages> = io(`${url}/live`, {
    path: '/api/v1/ws',
    auth: { token },
    transports,
    reconnection: false,
    forceNew: true,
  });
  const heard: Heard = { hello: [], events: [], online: [], drops: [], progress: [], goodbye: [] };
  const refusals: string[] = [];
  socket.on('hello', (message) => heard.hello.push(message));
  socket.on('events', (message) => heard.events.push(message));
  socket.on('online', (message) => heard.online.push(message));
  socket.on('drops', (message) => heard.drops.push(message));
  socket.on('progress', (message) => heard.progress.push(message));
  socket.on('goodbye', (message) => heard.goodbye.push(message));
  socket.on('connect_error', (error: Error & { data?: { reason?: string } }) => {
    refusals.push(error.data?.reason ?? error.message);
  });
  const say = socket as unknown as { emitWithAck(...said: unknown[]): Promise<Acknowledgement> };
  const viewer: Viewer = {
    socket,
    heard,
    refusals,
    items: () => heard.events.flatMap(({ items }) => items),
    subscribe: (message) => say.emitWithAck('subscribe', message),
    watch: (projectId, filter) => say.emitWithAck('subscribe', { project_id: projectId, filter }),
    connected: async () => {
      await eventually(() => {
        if (refusals.length > 0) throw new Error(`Refused: ${refusals.join(', ')}`);
        return Promise.resolve(socket.connected);
      }, 2_000);
    },
  };
  opened.push(viewer);
  return viewer;
}

/** Ends every connection that was opened. */
export function closeViewers(): void {
  for (const { socket } of opened.splice(0)) socket.disconnect();
}

/** An event as the feed tells it. */
export function aLiveEvent(changes: Partial<LiveEvent> = {}): LiveEvent {
  return {
    event_id: randomUUID(),
    event: 'page_view',
    timestamp: new Date().toISOString(),
    session_id: null,
    user_id: null,
    anonymous_id: null,
    page_url: 'https://shop.example/',
    path: '/',
    hostname: 'shop.example',
    referrer: null,
    source: null,
    country: 'DE',
    city: 'Berlin',
    browser: 'Firefox',
    os: 'Linux',
    device: 'desktop',
    properties: {},
    ...changes,
  };
}
