import { type BeforeApplicationShutdown, Logger, UseFilters } from '@nestjs/common';
import {
  ConnectedSocket,
  MessageBody,
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
  SubscribeMessage,
  WebSocketGateway,
} from '@nestjs/websockets';
import { Revocations } from '../auth/revocations.js';
import { Environment } from '../platform/config/environment.js';
import { ProjectChanges } from '../projects/project-changes.js';
import { allowOrigins } from './cross-origin.js';
import {
  type Acknowledgement,
  type GoodbyeReason,
  LIVE_NAMESPACE,
  LIVE_PATH,
  type RefusalReason,
} from './live.messages.js';
import { LiveRelay } from './live.relay.js';
import { admission, cutOff, type LiveNamespace, type LiveSocket } from './live-socket.js';
import { readProjectId, readSubscribe, type SubscribeInput } from './message-input.js';
import { RefusalFilter, statusOf } from './refusal.filter.js';
import { watchSendBuffer } from './send-buffer.js';
import { Watchers } from './watchers.js';

/** Projects one connection may look at together. */
export const SUBSCRIPTIONS_PER_SOCKET = 20;
// A client's messages are small; whoever sends more is cut off by the transport.
const LARGEST_MESSAGE = 64 * 1024;
// Time for a goodbye to arrive.
const GOODBYE_MS = 500;
// The longest that a timer of Node can wait; whoever may stay longer connects again once a month.
const LONGEST_STAY_MS = 2 ** 31 - 1;

/** The door of the live window: who may look, at which project, and for how long. */
@UseFilters(RefusalFilter)
@WebSocketGateway({
  path: LIVE_PATH,
  namespace: LIVE_NAMESPACE,
  transports: ['websocket', 'polling'],
  maxHttpBufferSize: LARGEST_MESSAGE,
  serveClient: false,
})
export class LiveGateway
  implements OnGatewayInit, OnGatewayConnection, OnGatewayDisconnect, BeforeApplicationShutdown
{
  private readonly logger = new Logger('Live');
  private namespace: LiveNamespace | null = null;

  constructor(
    private readonly relay: LiveRelay,
    private readonly watchers: Watchers,
    private readonly revocations: Revocations,
    private readonly changes: ProjectChanges,
    private readonly environment: Environment,
  ) {}

  /** Connections of this process. */
  get viewers(): number {
    return this.namespace?.sockets.size ?? 0;
  }

  afterInit(namespace: LiveNamespace): void {
    this.namespace = namespace;
    namespace.server.engine.use(allowOrigins(this.environment.corsOrigins));
    namespace.use(admission(namespace, this.watchers));
    this.relay.speakTo({
      send: (room, message, ...[payload]) => {
        // One packet for the whole room; Socket.IO's types cannot follow a message that is itself a parameter.
        (namespace.to(room) as unknown as Sender).emit(message, payload);
      },
    });
    this.revocations.onRevoked((signInId) => this.signOut(signInId));
    this.changes.onChanged(({ kind, projectId }) => {
      if (kind === 'deleting') this.evict(projectId);
      if (kind === 'keys') void this.checkKeys(projectId);
    });
    this.changes.onGap(() => void this.checkAgain());
  }

  handleConnection(socket: LiveSocket): void {
    this.endAt(socket, socket.data.watcher.expiresAt);
    watchSendBuffer(socket.conn, () => {
      this.logger.warn('A live viewer that stopped reading was dropped.');
      this.end(socket, 'too_slow');
    });
  }

  handleDisconnect(socket: LiveSocket): void {
    if (socket.data.expiry) clearTimeout(socket.data.expiry);
    for (const seat of socket.data.seats.values()) this.relay.leave(seat);
    socket.data.seats.clear();
  }

  beforeApplicationShutdown(): void {
    for (const socket of this.sockets()) this.end(socket, 'server_closing');
  }

  @SubscribeMessage('subscribe')
  async subscribe(
    @ConnectedSocket() socket: LiveSocket,
    @MessageBody() message: unknown,
  ): Promise<Acknowledgement> {
    if (!socket.data.budget.take(Date.now())) return refused('too_many_messages');
    const input = readSubscribe(message);
    if (!input) return refused('invalid_message');
    return this.show(socket, input);
  }

  @SubscribeMessage('unsubscribe')
  unsubscribe(
    @ConnectedSocket() socket: LiveSocket,
    @MessageBody() message: unknown,
  ): Acknowledgement {
    if (!socket.data.budget.take(Date.now())) return refused('too_many_messages');
    const projectId = readProjectId(message);
    if (projectId === null) return refused('invalid_message');
    this.leave(socket, projectId);
    return { ok: true };
  }

  private async show(
    socket: LiveSocket,
    { projectId, filter }: SubscribeInput,
  ): Promise<Acknowledgement> {
    // Asked again: the sign-in may have ended while the connection was being made.
    const watcher = await this.watchers.recognise(socket.data.watcher.token);
    const project = await this.watchers.project(watcher, projectId);
    if (!socket.connected) return refused('unauthorized');
    const { seats } = socket.data;
    if (!seats.has(project.id) && seats.size >= SUBSCRIPTIONS_PER_SOCKET) {
      return refused('too_many_subscriptions');
    }
    this.leave(socket, project.id);
    const seat = this.relay.join(project, filter);
    seats.set(project.id, seat);
    await socket.join([seat.room, seat.window, ...(watcher.signInId ? [seat.owners] : [])]);
    try {
      const online = await this.relay.online(project.no);
      socket.emit('hello', { project_id: project.id, online: online.count });
      socket.emit('online', {
        project_id: project.id,
        count: online.count,
        minutes: [...online.minutes],
      });
      return { ok: true };
    } catch (error) {
      if (seats.get(project.id) === seat) this.leave(socket, project.id);
      throw error;
    }
  }

  private leave(socket: LiveSocket, projectId: string): void {
    const seat = socket.data.seats.get(projectId);
    if (!seat) return;
    socket.data.seats.delete(projectId);
    void socket.leave(seat.room);
    void socket.leave(seat.owners);
    void socket.leave(seat.window);
    this.relay.leave(seat);
  }

  private signOut(signInId: string): void {
    for (const socket of this.sockets()) {
      if (socket.data.watcher.signInId === signInId) this.end(socket, 'signed_out');
    }
  }

  /** Ends every view of a project that nobody has any more. */
  private evict(projectId: string): void {
    for (const socket of this.sockets()) {
      if (socket.data.seats.has(projectId)) this.endView(socket, projectId);
    }
  }

  private endView(socket: LiveSocket, projectId: string): void {
    this.leave(socket, projectId);
    socket.emit('goodbye', { reason: 'project_gone', project_id: projectId });
  }

  /** News of projects may have been missed: every view is checked as if it began now. */
  private async checkAgain(): Promise<void> {
    for (const socket of this.sockets()) {
      for (const projectId of [...socket.data.seats.keys()]) {
        try {
          await this.watchers.project(socket.data.watcher, projectId);
        } catch (error) {
          if (statusOf(error) === 401) this.end(socket, 'signed_out');
          if (statusOf(error) === 404) this.endView(socket, projectId);
        }
      }
    }
  }

  /** Keys of a project changed: one may have ended, or be about to. */
  private async checkKeys(projectId: string): Promise<void> {
    for (const socket of this.sockets()) {
      if (socket.data.watcher.projectId !== projectId) continue;
      try {
        const { expiresAt } = await this.watchers.recognise(socket.data.watcher.token);
        this.endAt(socket, expiresAt);
      } catch (error) {
        if (statusOf(error) === 401) this.end(socket, 'signed_out');
      }
    }
  }

  private endAt(socket: LiveSocket, time: Date | null): void {
    if (socket.data.expiry) clearTimeout(socket.data.expiry);
    socket.data.expiry = null;
    if (time === null || !socket.connected) return;
    const stay = Math.min(Math.max(0, time.getTime() - Date.now()), LONGEST_STAY_MS);
    socket.data.expiry = setTimeout(() => this.end(socket, 'token_expired'), stay);
  }

  private end(socket: LiveSocket, reason: GoodbyeReason): void {
    socket.emit('goodbye', { reason });
    socket.disconnect(true);
    // A client that does not read does not hear this either, and would keep the connection and the server open.
    setTimeout(() => cutOff(socket), GOODBYE_MS).unref();
  }

  private sockets(): LiveSocket[] {
    return [...(this.namespace?.sockets.values() ?? [])];
  }
}

interface Sender {
  emit(message: string, payload: unknown): void;
}

function refused(reason: RefusalReason): Acknowledgement {
  return { ok: false, reason };
}
