import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '../src/cli/seed/random.js';
import { booksOf, expectStoredOnce } from './support/accounting.js';
import type { TestApp } from './support/app.js';
import type { CrowdAnswer, CrowdOrders, CrowdQuestion, Told } from './support/crowd.js';
import { freshDatabase, type TestDatabase } from './support/database.js';
import { makeProject, send, type TestProject } from './support/door.js';
import { eventually } from './support/patience.js';
import { call } from './support/people.js';
import { startProcess, type ServerProcess } from './support/process.js';

const VIEWERS = 500;
const WARM_UP_MS = 2_000;
// What was stored before the viewers came is told a little later, on a busy machine to some of them.
const SETTLED_MS = 1_000;
const ROUND_MS = 8_000;
// Where the machine is so busy that chance decides, it decides otherwise the next time; what is slow is slow again.
const MOST_ROUNDS = 3;
// To each server: some thirty requests and three hundred events a second, in which ten frames a second go to each viewer.
const BETWEEN_MS = 33;
const BATCH = 20;
const ASKED_EVERY = 4;
/** What is to hold: never twice as slow. */
const MOST = 2;
// A request that comes while a frame goes out waits until all have it: on a slow machine some ten milliseconds, which
// nobody sees, but of an answer within five they make three times as long.
const UNSEEN_MS = 10;
const CROWD = path.resolve(import.meta.dirname, 'support/crowd.ts');

const kinds = ['single', 'batch', 'overview'] as const;
type Kind = (typeof kinds)[number];

/** What a server's requests took, and what it computed for them and for its viewers. */
interface Measured {
  /** Milliseconds from the leaving of a request to its answer, without those in which the server waited for a processor. */
  readonly latencies: Readonly<Record<Kind, number[]>>;
  readonly computedMs: number;
}

/** Milliseconds of both servers for the same. */
interface Compared {
  readonly what: string;
  readonly without: number;
  readonly withViewers: number;
}

/** A server of its own process on a database of its own, and who sends to it. */
class Installation {
  readonly accepted = new Set<string>();

  private constructor(
    readonly database: TestDatabase,
    readonly server: ServerProcess,
    readonly project: TestProject,
  ) {}

  static async start(): Promise<Installation> {
    const database = await freshDatabase();
    const server = await startProcess({
      DATABASE_URL: database.url,
      SECRET_KEY: 'a secret that only this test knows, and nobody else',
      LOG_LEVEL: 'warn',
      RATE_LIMIT_PER_MINUTE: '0',
    });
    return new Installation(database, server, await makeProject(server as unknown as TestApp));
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await this.database.drop();
  }

  /** Requests leave at random moments, whether or not those before are answered. */
  async measure(ms: number): Promise<Measured> {
    const latencies: Measured['latencies'] = { single: [], batch: [], overview: [] };
    const answers: Promise<void>[] = [];
    const random = new Random(this.project.id);
    const began = processorTime(this.server.pid);
    const start = performance.now();
    for (let turn = 0, due = start; due < start + ms; turn += 1) {
      await pause(Math.max(0, due - performance.now()));
      const kind = turn % 2 === 0 ? 'single' : 'batch';
      const leaving: Kind[] = turn % ASKED_EVERY === 0 ? [kind, 'overview'] : [kind];
      for (const one of leaving) {
        const answer = this.latency(one).then((latency) => void latencies[one].push(latency));
        // What goes wrong is told where all are awaited.
        answer.catch(() => undefined);
        answers.push(answer);
      }
      due += random.between(0, 2 * BETWEEN_MS);
    }
    await Promise.all(answers);
    return { latencies, computedMs: processorTime(this.server.pid).computed - began.computed };
  }

  private async latency(kind: Kind): Promise<number> {
    const [sent, waited] = [performance.now(), processorTime(this.server.pid).waited];
    if (kind === 'overview') await this.ask();
    else await this.ingest(kind === 'batch' ? BATCH : 1);
    return performance.now() - sent - (processorTime(this.server.pid).waited - waited);
  }

  private async ingest(count: number): Promise<void> {
    const events = Array.from({ length: count }, (_, at) => ({
      event: 'page_view',
      event_id: randomUUID(),
      page_url: `https://shop.example/${at}`,
      anonymous_id: `visitor-${(this.accepted.size + at) % 300}`,
      properties: { plan: 'pro', at },
    }));
    const body = events.length === 1 ? (events[0] ?? {}) : { events };
    const headers = { 'x-api-key': this.project.secretKey };
    await untilServed(() => send(this.server as unknown as TestApp, body, { headers }), 202);
    for (const { event_id: id } of events) this.accepted.add(id);
  }

  private async ask(): Promise<void> {
    const { id, token } = this.project;
    const route = `GET /analytics/${id}/overview?period=today`;
    await untilServed(() => call(this.server, route, { token }), 200);
  }
}

/** A 503 of a machine that is too busy is answered as every client does: by asking again. */
async function untilServed(
  request: () => Promise<{ readonly status: number }>,
  expected: number,
): Promise<void> {
  let { status } = await request();
  while (status === 503) ({ status } = await request());
  expect(status).toBe(expected);
}

/** How many milliseconds a process has computed so far, and how many it could have but others did; 0 where no system tells. */
function processorTime(pid: number): { readonly computed: number; readonly waited: number } {
  const file = `/proc/${pid}/schedstat`;
  const [computed = 0, waited = 0] = existsSync(file)
    ? readFileSync(file, 'utf8')
        .split(' ')
        .map((nanoseconds) => Number(nanoseconds) / 1e6)
    : [];
  return { computed, waited };
}

/**
 * Two servers have the same to do at the same time on the same machine; one of them has five hundred viewers. What else
 * the machine does slows both, whereas before and after the viewers came it would slow one.
 */
describe('a server with five hundred viewers', () => {
  let watched: Installation;
  let unwatched: Installation;
  let crowd: ChildProcess;

  beforeAll(async () => {
    [watched, unwatched] = await Promise.all([Installation.start(), Installation.start()]);
    const { server, project } = watched;
    const orders: CrowdOrders = {
      url: server.url,
      token: project.token,
      projectId: project.id,
      viewers: VIEWERS,
    };
    crowd = fork(CROWD, [JSON.stringify(orders)], { execArgv: [] });
  });
  afterAll(async () => {
    crowd?.kill();
    await Promise.all([watched?.stop(), unwatched?.stop()]);
  });

  async function askCrowd(question: CrowdQuestion): Promise<readonly Told[]> {
    const answered = once(crowd, 'message');
    crowd.send(question);
    const [answer] = (await answered) as [CrowdAnswer];
    if ('failed' in answer) throw new Error(answer.failed);
    return answer.told;
  }

  async function measureBoth(ms: number): Promise<Compared[]> {
    const [without, withViewers] = await Promise.all([unwatched.measure(ms), watched.measure(ms)]);
    return compare(without, withViewers);
  }

  it('takes at most twice as long for a request, and tells each of them of every event', async () => {
    await measureBoth(WARM_UP_MS);
    await askCrowd('enter');
    await pause(SETTLED_MS);
    const before = await askCrowd('count');
    expect(before.length).toBe(VIEWERS);
    const already = watched.accepted.size;
    let slowed: Compared[] | null = null;
    for (let round = 0; round < MOST_ROUNDS && slowed?.length !== 0; round += 1) {
      slowed = (await measureBoth(ROUND_MS)).filter(isSlowed);
    }
    expect(slowed).toEqual([]);

    const sent = watched.accepted.size - already;
    const heard = async (): Promise<Told[]> =>
      (await askCrowd('count')).map((told, viewer) => since(told, before[viewer]));
    await eventually(async () => (await heard()).every((told) => events(told) >= sent), 3_000);
    for (const told of await heard()) {
      expect({ ...told, events: events(told) }).toEqual({ ...told, events: sent });
      expect(Math.min(told.frames, told.shown, told.skipped)).toBeGreaterThan(0);
    }
    for (const { database, accepted } of [watched, unwatched]) {
      await expectStoredOnce(booksOf(database.url), accepted, 10_000);
    }
  });
});

/** What requests took one server and the other, in the middle and at the worse end, and what it computed in all. */
function compare(one: Measured, other: Measured): Compared[] {
  const latencies = kinds.flatMap((kind) =>
    [0.5, 0.95].map((share) => ({
      what: `${kind} ${share}`,
      without: quantile(one.latencies[kind], share),
      withViewers: quantile(other.latencies[kind], share),
    })),
  );
  return [
    ...latencies,
    { what: 'processor', without: one.computedMs, withViewers: other.computedMs },
  ];
}

function isSlowed({ without, withViewers }: Compared): boolean {
  return withViewers > MOST * without + UNSEEN_MS;
}

/** What was told to a viewer since an earlier count. */
function since(now: Told, earlier: Told = { frames: 0, shown: 0, skipped: 0 }): Told {
  return {
    frames: now.frames - earlier.frames,
    shown: now.shown - earlier.shown,
    skipped: now.skipped - earlier.skipped,
  };
}

function events({ shown, skipped }: Told): number {
  return shown + skipped;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
}
