import { Database } from '../src/platform/database/database.js';
import { DeletionSteps } from '../src/projects/deletion-steps.js';
import { Deletions } from '../src/projects/deletions.service.js';
import { Projects } from '../src/projects/projects.service.js';
import { WriteKeys } from '../src/projects/write-keys.js';
import { startApp, type TestApp } from './support/app.js';
import { eventually } from './support/patience.js';
import { aProject, call, type Person, register } from './support/people.js';

describe('a deleted project', () => {
  let app: TestApp;
  let ada: Person;
  let database: Database;
  let held = true;

  beforeAll(async () => {
    app = await startApp({ logLevel: 'warn' });
    ada = await register(app, 'ada@example.com');
    database = app.app.get(Database);
    await database.query('CREATE TABLE things (project_no integer, no integer)');
    app.app.get(DeletionSteps).register({
      name: 'things',
      run: async (projectNo, client) => {
        if (held) throw new Error('not yet');
        const { rowCount } = await client.query(
          'DELETE FROM things WHERE ctid IN (SELECT ctid FROM things WHERE project_no = $1 LIMIT 400)',
          [projectNo],
        );
        return rowCount ?? 0;
      },
    });
  });
  afterAll(() => app.close());

  const ask = (route: string) => call(app, route, { token: ada.token });
  const count = async (table: string) =>
    (await database.query<{ count: number }>(`SELECT count(*)::int FROM ${table}`))[0]?.count;

  it('is gone at once, its rows in chunks, and every row of the others stays', async () => {
    const { id, api_key } = await aProject(app, ada);
    const other = await aProject(app, ada);
    const { no } = await app.app.get(Projects).findOwned(ada.id, id);
    await database.query(
      `INSERT INTO things SELECT n % 2 * $1, n FROM generate_series(1, 2000) n`,
      [no],
    );
    expect(await app.app.get(WriteKeys).find(api_key)).not.toBeNull();

    const deleted = await ask(`DELETE /projects/${id}`);
    expect(deleted).toMatchObject({ status: 202, body: { progress: 0, rows_removed: 0 } });
    expect(await app.app.get(WriteKeys).find(api_key)).toBeNull();
    expect(await app.app.get(Projects).byNo(no)).toBeNull();
    expect((await ask(`GET /projects/${id}`)).status).toBe(404);
    expect((await ask(`GET /projects/${id}/keys`)).status).toBe(404);
    const list = await ask('GET /projects');
    expect(list.body['data']).toMatchObject([{ id: other.id }]);
    expect((await ask(`DELETE /projects/${id}`)).status).toBe(202);

    held = false;
    await app.app.get(Deletions).resume();
    await eventually(
      async () => (await ask(`GET /projects/${id}/deletion`)).body['status'] === 'done',
      15_000,
    );
    expect((await ask(`GET /projects/${id}/deletion`)).body).toMatchObject({
      progress: 1,
      step: null,
      finished_at: expect.any(String),
    });
    expect(await count(`things WHERE project_no = ${no}`)).toBe(0);
    expect(await count('things')).toBe(1_000);
    expect(await count(`projects WHERE id = '${id}'`)).toBe(0);
    expect(await count(`api_keys WHERE project_id = '${id}'`)).toBe(0);
    expect((await ask(`DELETE /projects/${id}`)).status).toBe(404);
  }, 30_000);

  it('removal of what was never asked for is not found', async () => {
    const { id } = await aProject(app, ada);
    for (const unknown of [id, crypto.randomUUID(), 'x']) {
      expect((await ask(`GET /projects/${unknown}/deletion`)).status).toBe(404);
    }
  });
});
