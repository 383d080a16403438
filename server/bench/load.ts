import net from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { PreparedRequests } from './prepared.ts';

/** What requests over some seconds came to. */
export interface Load {
  readonly requestsPerSecond: number;
  readonly eventsPerSecond: number;
  readonly accepted: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Requests that were not answered with 202 and were sent again, as the tracker does. */
  readonly again: number;
  /** Requests that left later than they should have, because all connections were busy. */
  readonly late: number;
}

export interface LoadRequest {
  readonly url: string;
  readonly key: string;
  readonly connections: number;
  /** Events of one request. */
  readonly batch: number;
  readonly seconds: number;
  /** Events a second, over all connections; without it every connection is kept busy. */
  readonly rate?: number;
  /** Told every second how many events were accepted so far. */
  readonly progress?: (seconds: number, accepted: number) => void;
  /** Told at every answer how many events were accepted so far. */
  readonly taken?: (accepted: number) => void;
}

const PAUSE_MS = 1_000;
const TICK_MS = 2;
// A connection's visits do not mix with those of another.
const STRIDE = 1_000_000;

// Loads after each other must not go on with the visits of the one before.
let started = 0;

/**
 * Sends load over raw sockets, one request at a time on each. Closed (without `rate`): the next request leaves when
 * the one before is answered. Open: requests leave on their own time, and a slow server gets no rest.
 */
export async function loadDoor(request: LoadRequest): Promise<Load> {
  const { hostname, port, host } = new URL(request.url);
  const prepared = new PreparedRequests(host, request.key, request.batch);
  const lines = await Promise.all(
    Array.from({ length: request.connections }, () => Line.open(hostname, Number(port))),
  );
  const tally = new Tally();
  const begin = performance.now();
  const end = begin + request.seconds * 1_000;
  const second = setInterval(() => {
    request.progress?.(Math.round((performance.now() - begin) / 1_000), tally.accepted);
  }, 1_000);
  const schedule = request.rate ? new Schedule(request.rate / request.batch, begin) : null;
  const first = started++ * lines.length;
  const sending = lines.map(async (line, index) => {
    let number = (first + index) * STRIDE;
    while (performance.now() < end) {
      if (schedule && !(await schedule.turn(end))) break;
      const bytes = prepared.next(number, Date.now());
      number += request.batch;
      await tally.deliver(line, bytes);
      request.taken?.(tally.accepted);
    }
  });
  try {
    await Promise.all(sending);
  } finally {
    clearInterval(second);
    for (const line of lines) line.close();
  }
  const seconds = (performance.now() - begin) / 1_000;
  return tally.result(seconds, schedule?.late ?? 0);
}

/** The value below which this share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Gives out the moments at which requests leave. */
class Schedule {
  late = 0;
  private given = 0;
  private readonly perSecond: number;
  private readonly begin: number;

  constructor(perSecond: number, begin: number) {
    this.perSecond = perSecond;
    this.begin = begin;
  }

  /** Resolves when the next request is due; false when that is after `end`. */
  async turn(end: number): Promise<boolean> {
    const due = this.begin + (this.given * 1_000) / this.perSecond;
    if (due >= end) return false;
    this.given += 1;
    const early = due - performance.now();
    if (early > 0) await pause(Math.max(early, TICK_MS));
    else if (early < -100) this.late += 1;
    return true;
  }
}

class Tally {
  private readonly latencies: number[] = [];
  accepted = 0;
  private again = 0;

  /** Sends until it is taken: what was refused for now comes again. */
  async deliver(line: Line, bytes: Buffer): Promise<void> {
    for (;;) {
      const sent = performance.now();
      const answer = await line.ask(bytes);
      this.latencies.push(performance.now() - sent);
      if (answer.status === 202) {
        this.accepted += answer.accepted;
        return;
      }
      if (answer.status >= 400 && answer.status < 429) throw new Error(answer.text);
      this.again += 1;
      await pause(PAUSE_MS);
    }
  }

  result(seconds: number, late: number): Load {
    return {
      requestsPerSecond: (this.latencies.length - this.again) / seconds,
      eventsPerSecond: this.accepted / seconds,
      accepted: this.accepted,
      again: this.again,
      late,
      p50: quantile(this.latencies, 0.5),
      p95: quantile(this.latencies, 0.95),
      p99: quantile(this.latencies, 0.99),
    };
  }
}

interface Answer {
  /** 0 when the connection was lost. */
  readonly status: number;
  readonly accepted: number;
  readonly text: string;
}

const lost: Answer = { status: 0, accepted: 0, text: 'The connection was lost.' };

/** A connection that is kept alive. */
class Line {
  private text = '';
  private answered: ((answer: Answer) => void) | null = null;
  private readonly socket: net.Socket;

  private constructor(socket: net.Socket) {
    this.socket = socket;
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    socket.on('data', (part: string) => this.hear(part));
    socket.on('close', () => this.answer(lost));
    socket.on('error', () => this.answer(lost));
  }

  static open(host: string, port: number): Promise<Line> {
    return new Promise((resolve, reject) => {
      const socket = net.connect(port, host, () => resolve(new Line(socket)));
      socket.once('error', reject);
    });
  }

  ask(bytes: Buffer): Promise<Answer> {
    return new Promise((resolve) => {
      if (this.socket.destroyed) {
        resolve(lost);
        return;
      }
      this.answered = resolve;
      this.socket.write(bytes);
    });
  }

  close(): void {
    this.socket.destroy();
  }

  private hear(part: string): void {
    this.text += part;
    const head = this.text.indexOf('\r\n\r\n');
    if (head < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(this.text)?.[1] ?? 0);
    if (this.text.length < head + 4 + length) return;
    const { text } = this;
    this.text = '';
    const accepted = Number(/"accepted":(\d+)/.exec(text)?.[1] ?? 0);
    this.answer({ status: Number(text.slice(9, 12)), accepted, text });
  }

  private answer(answer: Answer): void {
    const { answered } = this;
    this.answered = null;
    answered?.(answer);
  }
}
