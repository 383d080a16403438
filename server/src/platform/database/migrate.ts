import type { DataSource } from 'typeorm';

// Any number no one else uses as an advisory lock.
const MIGRATION_LOCK = 7_264_113;

/** Brings the schema up to date; of processes that start together one works and the others wait for it. */
export async function migrate(dataSource: DataSource): Promise<string[]> {
  return locked(dataSource, async () => {
    const done = await dataSource.runMigrations({ transaction: 'each' });
    return done.map(({ name }) => name);
  });
}

/** Takes back the last migration. */
export async function revertLastMigration(dataSource: DataSource): Promise<void> {
  await locked(dataSource, () => dataSource.undoLastMigration({ transaction: 'each' }));
}

async function locked<T>(dataSource: DataSource, work: () => Promise<T>): Promise<T> {
  const holder = dataSource.createQueryRunner();
  await holder.connect();
  try {
    await holder.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return await work();
  } finally {
    await holder.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await holder.release();
  }
}
