import http from 'node:http';
import os from 'node:os';
import type { Duplex } from 'node:stream';

/** Whom to look at, and as whom. */
export interface CrowdOrders {
  readonly url: string;
  readonly token: string;
  readonly projectId: string;
  readonly viewers: number;
}

/** What one viewer was told since it came. */
export interface Told {
  frames: number;
  shown: number;
  skipped: number;
}

/** What the crowd may be asked; each is answered once. */
export type CrowdQuestion = 'enter' | 'count';

export type CrowdAnswer = { readonly told: readonly Told[] } | { readonly failed: string };

const CONNECT = '/api/v1/ws/?EIO=4&transport=websocket';
const ENTERING_AT_ONCE = 25;
const FRAMES_KNOWN = 16;

interface Frame {
  readonly bytes: Buffer;
  readonly shown: number;
  readonly skipped: number;
}

/** A room hears the same bytes: whoever is first reads a frame, the others recognise it. */
const known: Frame[] = [];

function read(bytes: Buffer): Frame {
  const found = known.find((frame) => frame.bytes.equals(bytes));
  if (found) return found;
  const text = bytes.toString();
  const [, { items, skipped }] = JSON.parse(text.slice(text.indexOf('['))) as [
    string,
    { items: readonly object[]; skipped: number },
  ];
  const frame = { bytes: Buffer.from(bytes), shown: items.length, skipped };
  known.unshift(frame);
  known.splice(FRAMES_KNOWN);
  return frame;
}

/** Speaks as much Socket.IO as a viewer needs, over a bare WebSocket. */
class BareViewer {
  readonly told: Told = { frames: 0, shown: 0, skipped: 0 };
  private readonly orders: CrowdOrders;
  private readonly seat = Promise.withResolvers<void>();
  private rest: Buffer = Buffer.alloc(0);
  private connection: Duplex | null = null;

  constructor(orders: CrowdOrders) {
    this.orders = orders;
  }

  /** Resolves when the server has said that it shows the project. */
  enter(): Promise<void> {
    const headers = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-key': Buffer.alloc(16).toString('base64'),
      'sec-websocket-version': '13',
    };
    http
      .get(`${this.orders.url}${CONNECT}`, { headers, agent: false })
      .on('upgrade', (_answer, connection, head) => this.begin(connection, head))
      .on('response', ({ statusCode }) => this.seat.reject(new Error(`Answered ${statusCode}`)))
      .on('error', this.seat.reject);
    return this.seat.promise;
  }

  private begin(connection: Duplex, head: Buffer): void {
    this.connection = connection;
    connection.on('data', (bytes: Buffer) => this.take(bytes));
    connection.on('error', this.seat.reject);
    this.take(head);
  }

  private take(bytes: Buffer): void {
    let rest = this.rest.length > 0 ? Buffer.concat([this.rest, bytes]) : bytes;
    for (let end = textEnd(rest); end <= rest.length; end = textEnd(rest)) {
      this.hear(rest.subarray(textBegin(rest), end));
      rest = rest.subarray(end);
    }
    this.rest = rest;
  }

  private hear(packet: Buffer): void {
    const { token, projectId } = this.orders;
    const head = packet.toString('latin1', 0, 24);
    if (head.startsWith('42/live,["events"')) this.count(read(packet));
    else if (head.startsWith('2')) this.say('3');
    else if (head.startsWith('0')) this.say('40/live,', { token });
    else if (head.startsWith('40')) this.say('42/live,0', ['subscribe', { project_id: projectId }]);
    else if (head === '43/live,0[{"ok":true}]') this.seat.resolve();
    else if (/^4[34]|goodbye/.test(head)) this.seat.reject(new Error(packet.toString()));
  }

  private count({ shown, skipped }: Frame): void {
    this.told.frames += 1;
    this.told.shown += shown;
    this.told.skipped += skipped;
  }

  /** A client has to mask what it says; a mask of zeros leaves it as it is. */
  private say(packet: string, payload?: object): void {
    const text = Buffer.from(payload ? packet + JSON.stringify(payload) : packet);
    const head = Buffer.from([0x81, 0x80 | 126, text.length >> 8, text.length & 255, 0, 0, 0, 0]);
    this.connection?.write(Buffer.concat([head, text]));
  }
}

/** Where the text of a WebSocket's first frame begins (RFC 6455, 5.2): behind its size, which takes 1, 3 or 9 bytes. */
function textBegin(bytes: Buffer): number {
  return { 126: 4, 127: 10 }[bytes[1] ?? 0] ?? 2;
}

/** Where it ends; infinitely far while the size has not arrived. */
function textEnd(bytes: Buffer): number {
  const begin = textBegin(bytes);
  if (bytes.length < begin) return Infinity;
  if (begin === 2) return begin + bytes.readUInt8(1);
  return begin + (begin === 4 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2)));
}

let viewers: readonly BareViewer[] = [];

async function answer(question: CrowdQuestion, orders: CrowdOrders): Promise<CrowdAnswer> {
  if (question === 'enter') {
    viewers = Array.from({ length: orders.viewers }, () => new BareViewer(orders));
    for (let at = 0; at < viewers.length; at += ENTERING_AT_ONCE) {
      await Promise.all(viewers.slice(at, at + ENTERING_AT_ONCE).map((viewer) => viewer.enter()));
    }
  }
  return { told: viewers.map(({ told }) => told) };
}

// People look from machines of their own: this one first has to serve.
os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL);
const orders = JSON.parse(process.argv[2] ?? '') as CrowdOrders;
process.on('message', (question: CrowdQuestion) => {
  answer(question, orders).then(
    (told) => process.send?.(told),
    (error: unknown) => process.send?.({ failed: String(error) }),
  );
});
process.on('disconnect', () => process.exit());
