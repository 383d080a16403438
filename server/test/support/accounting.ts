import pg from 'pg';
import { runCli } from './cli.js';
import { eventually } from './patience.js';

/** What the store says of one installation, asked past the server. */
export interface Books {
  /** Ids of stored events, each as often as it is stored. */
  eventIds(): Promise<string[]>;
  /** The one number a statement answers. */
  number(sql: string): Promise<number>;
}

/** Opens a connection for every question: the database may have been killed since the last one. */
export function booksOf(databaseUrl: string): Books {
  const ask = async <Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> => {
    const client = new pg.Client({ connectionString: databaseUrl });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  return {
    eventIds: async () =>
      (await ask<{ event_id: string }>('SELECT event_id FROM events')).map((row) => row.event_id),
    number: async (sql) => Number(Object.values((await ask(sql))[0] ?? {})[0]),
  };
}

/** Waits until all that was acknowledged is stored, and holds the two against each other: the same ids, each once. */
export async function expectStoredOnce(
  books: Books,
  acknowledged: ReadonlySet<string>,
  withinMs: number,
): Promise<void> {
  const stored = (): Promise<number> => books.number('SELECT count(*) FROM events');
  await eventually(async () => (await stored()) >= acknowledged.size, withinMs).catch(
    async (error: unknown) => {
      throw new Error(`${await stored()} of ${acknowledged.size} are stored`, { cause: error });
    },
  );
  const ids = await books.eventIds();
  const unknown = ids.filter((id) => !acknowledged.has(id));
  const twice = ids.length - new Set(ids).size;
  const missing = acknowledged.size - new Set(ids).size + unknown.length;
  expect({ unknown: unknown.length, twice, missing }).toEqual({ unknown: 0, twice: 0, missing: 0 });
  expect(await books.number('SELECT count(*) FROM quarantined_events')).toBe(0);
}

/** Waits until every day is rolled up and lets `verify` compare all of them with their events. */
export async function expectVerified(
  books: Books,
  variables: Record<string, string>,
): Promise<void> {
  await eventually(
    async () => (await books.number('SELECT count(*) FROM dirty_days')) === 0,
    30_000,
  );
  expect(await books.number('SELECT count(*) FROM rollup_days')).toBeGreaterThan(0);
  expect(await runCli(variables, ['verify'])).toEqual({
    code: 0,
    said: 'The rollups agree with the events.\n',
  });
}
