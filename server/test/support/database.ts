import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A database that nobody else uses. */
export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** An empty database in the run's PostgreSQL. */
export async function freshDatabase(): Promise<TestDatabase> {
  const cluster = process.env['TEST_CLUSTER_URL'];
  if (!cluster) throw new Error('The run has no PostgreSQL: globalSetup did not run.');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await administer(cluster, `CREATE DATABASE ${name}`);
  const url = new URL(cluster);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => administer(cluster, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function administer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
