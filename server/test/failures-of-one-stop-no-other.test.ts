import { randomUUID } from 'node:crypto';
import { Random } from '../src/cli/seed/random.js';
import type { IncomingEvent } from '../src/events/event.js';
import { IngestQueue } from '../src/ingest/ingest.queue.js';
import { Database } from '../src/platform/database/database.js';
import { Projects } from '../src/projects/projects.service.js';
import { startApp, type TestApp } from './support/app.js';
import { stored } from './support/arrivals.js';
import { freshDatabase, type TestDatabase } from './support/database.js';
import { eventually } from './support/patience.js';
import { aProject, call, type Person, register } from './support/people.js';
import { type ServerProcess, startProcess } from './support/process.js';

const SECRET_KEY = 'a secret that only this test knows, and nobody else';
const EVENTS = 100_000;
const POISONED = 200;
const JOB_EVENTS = 1_000;
const VISITS = 4_000;
const LEFT_BEHIND = 3_000;

/** What no client could get past the door, as a job of an older version may hold it. */
const poisons: readonly Partial<IncomingEvent>[] = [
  { properties: { note: 'a\u0000b' } },
  { name: 'a\u0000b', kind: 'custom' },
  { properties: { deep: '\ud800' } },
];

/** A server of its own process stores what this one has put into the queue. */
describe('what waits in the queue when a worker comes', () => {
  let database: TestDatabase;
  let door: TestApp;
  let owner: Person;
  let worker: ServerProcess | undefined;
  const random = new Random('poison');

  beforeAll(async () => {
    database = await freshDatabase();
    await (await startApp({ databaseUrl: database.url })).close();
    door = await startApp({ databaseUrl: database.url, secretKey: SECRET_KEY, role: 'api' });
    owner = await register(door, 'owner@example.com');
  }, 60_000);
  afterAll(async () => {
    await worker?.stop();
    await door.close();
    await database.drop();
  });

  const projectNo = async (id: string): Promise<number> =>
    (await door.app.get(Projects, { strict: false }).findOwned(owner.id, id)).no;
  const count = async (rows: string): Promise<number> => {
    const [row] = await door.app
      .get(Database, { strict: false })
      .query<{ count: number }>(`SELECT count(*)::int FROM ${rows}`);
    return row?.count ?? 0;
  };
  const events = (no: number, many: number): IncomingEvent[] => {
    const now = Date.now();
    return Array.from({ length: many }, () => ({
      ...stored({ event: 'seen', session_id: `visit-${random.below(VISITS)}` }, { now }),
      id: randomUUID(),
      projectNo: no,
      at: now - random.below(3_600_000),
    }));
  };
  const enqueue = async (all: readonly IncomingEvent[]): Promise<void> => {
    const queue = door.app.get(IngestQueue, { strict: false });
    for (let at = 0; at < all.length; at += JOB_EVENTS) {
      await queue.add(all.slice(at, at + JOB_EVENTS), JOB_EVENTS);
    }
  };

  it('is stored but for what is poison, and but for projects that were deleted meanwhile', async () => {
    const [kept, gone] = [await aProject(door, owner), await aProject(door, owner)];
    const [keptNo, goneNo] = [await projectNo(kept.id), await projectNo(gone.id)];
    const good = events(keptNo, EVENTS - POISONED);
    const bad = events(keptNo, POISONED).map((event, index) => ({
      ...event,
      ...poisons[index % poisons.length],
    }));
    const mixed = [...good, ...bad, ...events(goneNo, LEFT_BEHIND)];
    const order = new Map(mixed.map((event) => [event, random.fraction()]));
    await enqueue(mixed.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)));
    const deleted = await call(door, `DELETE /projects/${gone.id}`, { token: owner.token });
    expect(deleted.status).toBe(202);

    worker = await startProcess({
      DATABASE_URL: database.url,
      SECRET_KEY,
      ROLE: 'worker',
      LOG_LEVEL: 'error',
    });
    await eventually(async () => (await count('queue.job')) <= 10, 60_000);
    await eventually(async () => (await count('quarantined_events')) >= POISONED, 10_000);
    expect(await count(`events WHERE project_no = ${keptNo}`)).toBe(good.length);
    expect(await count(`event_ids WHERE project_no = ${keptNo}`)).toBe(good.length);
    expect(await count(`quarantined_events WHERE project_no = ${keptNo}`)).toBe(POISONED);
    const list = await call<{ data: { reason: string; detail: string }[] }>(
      door,
      `GET /projects/${kept.id}/quarantine`,
      { token: owner.token },
    );
    expect(list.body.data[0]).toMatchObject({ reason: 'unstorable' });
    expect(list.body.data[0]?.detail).not.toBe('');

    await eventually(async () => (await count(`projects WHERE id = '${gone.id}'`)) === 0, 20_000);
    for (const table of ['events', 'event_ids', 'sessions', 'quarantined_events']) {
      expect(`${table} ${await count(`${table} WHERE project_no = ${goneNo}`)}`).toBe(`${table} 0`);
    }
  }, 600_000);
});
