import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventStore } from '../src/events/event.store.js';
import { RetentionRepository } from '../src/events/postgres/retention.repository.js';
import { Database } from '../src/platform/database/database.js';
import { migrate } from '../src/platform/database/migrate.js';
import { DataSource } from 'typeorm';
import { startApp, type TestApp } from './support/app.js';
import { aProjectRow, aStoredView, recountAll, wrongRollups } from './support/store.js';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const DAY = 86_400_000;

describe('what is older than a project keeps', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp({ role: 'api' });
    await migrate(app.app.get(DataSource, { strict: false }));
  });
  afterAll(() => app.close());

  it('goes with its visits and counts, and nothing else does', async () => {
    const database = app.app.get(Database, { strict: false });
    const store = app.app.get(EventStore, { strict: false });
    const keeps = await aProjectRow(app, { timezone: 'Asia/Kathmandu' });
    const other = await aProjectRow(app);
    await database.query('UPDATE projects SET retention_months = 1 WHERE no = $1', [keeps]);
    for (const no of [keeps, other]) {
      await store.append([0, 10, 20, 40, 50].map((days) => aStoredView(no, NOW - days * DAY)));
      await recountAll(app, no);
    }
    const retention = app.app.get(RetentionRepository, { strict: false });
    expect(await retention.forgetOutdated(NOW)).toBeGreaterThan(0);
    expect(await retention.forgetOutdated(NOW)).toBe(0);
    const visits = async (no: number): Promise<number> => {
      const { rows } = await store.tally({
        project: { no, timezone: 'UTC', bounceSeconds: 10, sessionTimeoutMinutes: 30 },
        range: { from: new Date(NOW - 90 * DAY), to: new Date(NOW + DAY) },
        filters: [],
        dimension: null,
        buckets: null,
      });
      return rows[0]?.visits ?? 0;
    };
    expect([await visits(keeps), await visits(other)]).toEqual([3, 5]);
    await recountAll(app, keeps);
    expect(await wrongRollups(app, keeps)).toEqual([]);
  });
});
