import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A database that nobody else uses. */
export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

const PREPARED = 'prepared';

/** An empty database in the run's PostgreSQL. */
export function freshDatabase(): Promise<TestDatabase> {
  return copyOf('template1');
}

/**
 * A database in the run's PostgreSQL as `prepare` leaves one. The first file of the run that asks has it prepared; the
 * others get copies, which is quicker.
 */
export async function preparedDatabase(
  prepare: (url: string) => Promise<void>,
): Promise<TestDatabase> {
  await administer(async (client) => {
    // Held until the connection ends: whoever comes second finds what the first has made.
    await client.query('SELECT pg_advisory_lock(1)');
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [
      PREPARED,
    ]);
    if (rowCount) return;
    const draft = `${PREPARED}_draft`;
    await client.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${draft}`);
    await prepare(urlOf(draft));
    await client.query(`ALTER DATABASE ${draft} RENAME TO ${PREPARED}`);
  });
  return copyOf(PREPARED);
}

async function copyOf(template: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await administer((client) =>
    client.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`),
  );
  return {
    url: urlOf(name),
    drop: async () => {
      await administer((client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

function urlOf(name: string): string {
  const url = new URL(clusterUrl());
  url.pathname = `/${name}`;
  return url.href;
}

function clusterUrl(): string {
  const url = process.env['TEST_CLUSTER_URL'];
  if (!url) throw new Error('The run has no PostgreSQL: globalSetup did not run.');
  return url;
}

async function administer(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: clusterUrl() });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
