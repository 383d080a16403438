import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { EventStore } from '../src/events/event.store.js';
import { Database } from '../src/platform/database/database.js';
import { startApp, type TestApp, testEnvironment } from './support/app.js';
import { type CommandResult, runCli, runHere } from './support/cli.js';
import { ingestQueue } from './support/door.js';
import { freshDatabase, type TestDatabase } from './support/database.js';
import { call } from './support/people.js';
import { startProcess } from './support/process.js';
import { aStoredView, recountAll } from './support/store.js';

interface DemoLine {
  email: string;
  password: string;
  project_id: string;
  key: string;
}

describe('the command line', () => {
  let database: TestDatabase;
  const { secretKey } = testEnvironment({});

  beforeAll(async () => {
    database = await freshDatabase();
  });

  afterAll(() => database.drop());

  const variables = (): Record<string, string> => ({
    DATABASE_URL: database.url,
    SECRET_KEY: secretKey,
  });
  const runProcess = (words: string[], input?: string): Promise<CommandResult> =>
    runCli(variables(), words, input);
  // Most of a command's time is the start of its process.
  const run = (words: string[]): Promise<CommandResult> => runHere(variables(), words);

  it('says what is missing before the schema is there, and makes it when told', async () => {
    const early = await runProcess(['seed', '--project', 'Shop']);
    expect(early).toEqual({ code: 1, said: expect.stringContaining('npm run cli -- migrate') });
    const first = await runProcess(['migrate']);
    expect(first).toEqual({ code: 0, said: expect.stringContaining('The schema is ready.') });
    const second = await run(['migrate']);
    expect(second).toEqual({ code: 0, said: 'The schema is up to date.\n' });
  });

  it('takes back one migration, and brings it back', async () => {
    const reverted = await run(['migrate:revert']);
    expect(reverted).toEqual({ code: 0, said: expect.stringMatching(/^Taken back: \w+\n$/) });
    const again = await run(['migrate']);
    const name = reverted.said.slice('Taken back: '.length).trim();
    expect(again.said).toBe(`Done: ${name}\nThe schema is ready.\n`);
  });

  it('makes accounts under the rules of the registration form', async () => {
    const create = ['user:create', '--email', 'Ada@Example.com', '--name', 'Ada'];
    expect(await runProcess(create, 'a long password\n')).toEqual({
      code: 0,
      said: expect.stringMatching(/^Created ada@example\.com \(owner\), id [0-9a-f-]{36}\.\n$/),
    });
    const twice = await run([...create, '--password', 'a long password']);
    expect(twice).toEqual({ code: 1, said: expect.stringContaining('already an account') });
    const bad = await run(['user:create', '--email', 'nobody', '--password', 'short']);
    expect(bad.code).toBe(1);
    expect(bad.said).toMatch(/email must be an email/);
    expect(bad.said).toMatch(/password must be longer/);
  });

  it.each([
    [['no-such-command'], /unknown command/],
    [['seed'], /required option '--project/],
    [['seed', '--project', 'nowhere'], /There is no project «nowhere»/],
    [['seed', '--project', 'x', '--events', 'many'], /must be a whole number/],
    [['seed', '--project', 'x', '--zone', 'Mars/Base'], /must be an IANA time zone/],
    [['erase', '--project', 'x'], /required option '--user/],
    [['export', '--project', 'x', '--format', 'xml'], /Allowed choices are jsonl, csv/],
    [['demo', '--rate', '1000'], /must be a whole number from 1 to 20/],
  ])('refuses %j with a sentence', async (words, sentence) => {
    const { code, said } = await run(words);
    expect(code).toBe(1);
    expect(said).toMatch(sentence);
    expect(said).not.toMatch(/ {4}at /);
  });

  it('names every wrong setting', async () => {
    const wrong = { DATABASE_URL: 'mysql://x', SECRET_KEY: 'short', PORT: 'none' };
    const { code, said } = await runHere(wrong, ['migrate']);
    expect(code).toBe(1);
    for (const name of Object.keys(wrong)) expect(said).toContain(name);
  });

  describe('with a demo', () => {
    let app: TestApp;
    let demo: DemoLine;

    beforeAll(async () => {
      const made = await runProcess([
        'demo',
        '--events',
        '600',
        '--days',
        '5',
        '--zone',
        'Asia/Kathmandu',
        '--json',
      ]);
      expect(made.code).toBe(0);
      demo = JSON.parse(made.said) as DemoLine;
      app = await startApp({ databaseUrl: database.url, role: 'api', secretKey });
    });

    afterAll(() => app.close());

    async function stored(): Promise<{ count: number; newest: number }> {
      const [row] = await app.app.get(Database).query<{ count: number; newest: Date }>(
        `SELECT count(*)::int AS count, max(e.at) AS newest
         FROM events e JOIN projects p ON p.no = e.project_no WHERE p.id = $1 AND e.kind <= 1`,
        [demo.project_id],
      );
      return { count: row?.count ?? 0, newest: row?.newest.getTime() ?? 0 };
    }

    it('made an account that can sign in, a project and a key that works', async () => {
      const signedIn = await call<{ access_token: string }>(app, 'POST /auth/login', {
        body: { email: demo.email, password: demo.password },
      });
      expect(signedIn.status).toBe(200);
      const shown = await call(app, `GET /projects/${demo.project_id}`, {
        token: signedIn.body.access_token,
      });
      expect(shown.body).toMatchObject({ name: 'Demo shop', timezone: 'Asia/Kathmandu' });
      const sent = await call(app, 'POST /events/ingest', {
        headers: { 'x-api-key': demo.key },
        body: { events: [{ event: 'page_view', page_url: '/' }] },
      });
      expect(sent.status).toBe(202);
    });

    it('is reused the next time, and only the gap is filled', async () => {
      const before = await stored();
      const again = JSON.parse(
        (await run(['demo', '--events', '600', '--days', '5', '--json'])).said,
      ) as DemoLine;
      expect(again.project_id).toBe(demo.project_id);
      expect(again.key).not.toBe(demo.key);
      expect(again.password).toBe(demo.password);
      // As many as the same pace makes since the newest one, which at night may be some hours ago.
      const gap = (Date.now() - before.newest) / 86_400_000;
      const { count } = await stored();
      expect(count - before.count).toBeLessThanOrEqual(Math.ceil((600 * gap) / 5));
    });

    it('is filled by seed with exactly what was asked for', async () => {
      const words = ['seed', '--project', demo.project_id, '--events', '3000', '--days', '4'];
      const seeded = await run([...words, '--late', '--duplicates', '--seed', 'exact']);
      expect(seeded.code).toBe(0);
      expect(seeded.said).toMatch(/^Demo shop: 3,000 events stored \([\d,]+ page views\)/);
      expect(seeded.said).toMatch(/duplicates passed over/);
      const taken = await app.app.get(Database).query<{ relname: string; reltuples: number }>(
        `SELECT relname, reltuples FROM pg_class WHERE relname IN ('events', 'sessions', 'people')
         ORDER BY relname`,
      );
      // Else the first questions are answered by plans for empty tables.
      expect(taken.map(({ relname, reltuples }) => [relname, reltuples > 0])).toEqual([
        ['events', true],
        ['people', true],
        ['sessions', true],
      ]);
    });

    it('is exported, whole or by range, to a file that is not there yet', async () => {
      const folder = await mkdtemp(path.join(os.tmpdir(), 'analytics-export-'));
      const { count } = await stored();
      try {
        const file = path.join(folder, 'events.jsonl.gz');
        const words = ['export', '--project', demo.project_id, '--gzip', '--output', file];
        const made = await run(words);
        const events = count.toLocaleString('en-US');
        expect(made).toEqual({
          code: 0,
          said: `Demo shop: ${events} of ${events} events written to ${file}.\n`,
        });
        const lines = gunzipSync(await readFile(file))
          .toString()
          .trim()
          .split('\n');
        expect(lines).toHaveLength(count);
        expect(await readdir(folder)).toEqual(['events.jsonl.gz']);
        expect(await run(words)).toEqual({
          code: 1,
          said: `${file} is there already; name another file.\n`,
        });
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
      const range = ['--from', '2020-01-01', '--to', '2020-01-02', '--format', 'csv'];
      const none = await runProcess(['export', '--project', demo.project_id, ...range]);
      expect(none.said).toMatch(
        /^event_id,event,timestamp,.*\r\nDemo shop: 0 of 0 events written\.\n$/,
      );
      const wrong = await run(['export', '--project', demo.project_id, '--from', 'tomorrow']);
      expect(wrong).toEqual({ code: 1, said: expect.stringContaining('must be an ISO 8601') });
    });

    it('loses a person when told twice', async () => {
      const db = app.app.get(Database);
      const [busiest] = await db.query<{ key: string; events: number }>(
        `SELECT p.key, count(*)::int AS events FROM events e
         JOIN people p ON p.project_no = e.project_no AND p.no = e.person_no
         WHERE p.known GROUP BY 1 ORDER BY 2 DESC LIMIT 1`,
      );
      const words = ['erase', '--project', demo.project_id, '--user', busiest!.key];
      const before = await stored();
      const preview = await run(words);
      expect(preview.code).toBe(0);
      expect(preview.said).toMatch(/^Known as «.*»: [1-9][\d,]* events and/);
      expect(preview.said).toMatch(/Nothing was changed/);
      expect(await stored()).toEqual(before);
      const erased = await run([...words, '--yes']);
      expect(erased).toEqual({ code: 0, said: expect.stringMatching(/Removed [\d,]+ events/) });
      expect((await stored()).count).toBeLessThan(before.count);
      expect(await run(words)).toEqual({ code: 1, said: 'There is no person of that id.\n' });
    });

    it('shows what could not be stored, and puts it back', async () => {
      const [{ no } = { no: 0 }] = await app.app
        .get(Database)
        .query<{ no: number }>('SELECT no FROM projects WHERE id = $1', [demo.project_id]);
      const event = { ...aStoredView(no, Date.now() - 60_000), name: 'odd' };
      await app.app.get(EventStore).quarantine([event], 'unstorable', 'a test');
      const words = ['quarantine', '--project', demo.project_id];
      expect((await run(words)).said).toContain(`odd  ${event.id}  unstorable: a test\n1 listed.`);
      expect(await run([...words, '--replay'])).toEqual({
        code: 0,
        said: expect.stringMatching(/^1 put back/),
      });
      expect(await run(words)).toEqual({ code: 0, said: 'Nothing waits there.\n' });
      expect(await ingestQueue(app).getJobCountByTypes('waiting')).toBeGreaterThan(0);
    });

    it('is verified, and healed when a rollup is wrong', async () => {
      const db = app.app.get(Database);
      const [project] = await db.query<{ no: number }>('SELECT no FROM projects WHERE id = $1', [
        demo.project_id,
      ]);
      await recountAll(app, project!.no);
      const verify = ['verify', '--project', demo.project_id];
      expect(await run(verify)).toEqual({ code: 0, said: 'The rollups agree with the events.\n' });
      await db.query(
        `UPDATE rollup_days SET events = events + 1 WHERE (project_no, day, dimension, value) = (
           SELECT project_no, day, dimension, value FROM rollup_days WHERE project_no = $1 LIMIT 1)`,
        [project!.no],
      );
      const found = await run(verify);
      expect(found).toEqual({ code: 1, said: expect.stringMatching(/events is \d+, counted \d+/) });
      const healed = await run([...verify, '--fix']);
      expect(healed).toEqual({ code: 0, said: expect.stringContaining('found and healed') });
      expect((await run(verify)).code).toBe(0);
    });
  });

  it('works on the embedded database, without a server and beside one', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'analytics-cli-'));
    const variables = { DATA_DIR: path.join(folder, 'data'), HOST: '127.0.0.1' };
    const create = (email: string): ReturnType<typeof runCli> =>
      runCli(variables, ['user:create', '--email', email, '--password', 'a long password']);
    try {
      expect((await create('alone@example.com')).said).toMatch(/\(owner\)/);
      const server = await startProcess({ ...variables, LOG_LEVEL: 'silent' });
      try {
        expect((await create('beside@example.com')).said).toMatch(/\(member\)/);
      } finally {
        await server.stop();
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
