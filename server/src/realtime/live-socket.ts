import type { Namespace, Socket } from 'socket.io';
import type { ClientMessages, ConnectionRefusal, ServerMessages } from './live.messages.js';
import type { Seat } from './live.relay.js';
import { MessageBudget } from './message-budget.js';
import { statusOf } from './refusal.filter.js';
import type { Watcher, Watchers } from './watchers.js';

/** What a connection knows of itself. */
export interface LiveSocketData {
  watcher: Watcher;
  budget: MessageBudget;
  /** By project id. */
  seats: Map<string, Seat>;
  expiry: NodeJS.Timeout | null;
}

type NoMessages = Record<string, never>;
export type LiveSocket = Socket<ClientMessages, ServerMessages, NoMessages, LiveSocketData>;
export type LiveNamespace = Namespace<ClientMessages, ServerMessages, NoMessages, LiveSocketData>;

/** Connections one user or key may have to one process: many screens, no flood. */
export const SOCKETS_PER_USER = 500;

class ConnectionRefused extends Error {
  readonly data: { reason: ConnectionRefusal };

  constructor(reason: ConnectionRefusal) {
    super(reason);
    this.data = { reason };
  }
}

/** Lets in whoever brings a valid access token or read key in `auth.token`; others get a `connect_error` with the reason. */
export function admission(
  namespace: LiveNamespace,
  watchers: Watchers,
): (socket: LiveSocket, next: (error?: Error) => void) => void {
  return (socket, next) => {
    const { token } = socket.handshake.auth as { token?: unknown };
    if (typeof token !== 'string') return next(new ConnectionRefused('unauthorized'));
    watchers.recognise(token).then(
      (watcher) => {
        if (connectionsOf(namespace, watcher.id) >= SOCKETS_PER_USER) {
          return next(new ConnectionRefused('too_many_connections'));
        }
        const fresh: LiveSocketData = {
          watcher,
          budget: new MessageBudget(),
          seats: new Map(),
          expiry: null,
        };
        Object.assign(socket.data, fresh);
        next();
      },
      (error: unknown) =>
        next(new ConnectionRefused(statusOf(error) === 401 ? 'unauthorized' : 'unavailable')),
    );
  };
}

/** Ends the connection without waiting for the client to agree. */
export function cutOff({ conn }: LiveSocket): void {
  // TRICKY: Engine.IO closes a WebSocket politely, which takes half a minute with a client that does not answer.
  const { socket } = conn.transport as unknown as { socket?: { terminate?(): void } };
  if (socket?.terminate) socket.terminate();
  else conn.close(true);
}

function connectionsOf(namespace: LiveNamespace, watcherId: string): number {
  let connections = 0;
  for (const socket of namespace.sockets.values()) {
    if (socket.data.watcher.id === watcherId) connections += 1;
  }
  return connections;
}
