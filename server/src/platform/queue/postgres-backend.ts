import { type BackendFactory, createPostgresBackend } from 'bullmq';
import type pg from 'pg';
import { SteadyClient } from '../database/steady-client.js';

interface Readiness {
  waitUntilReady(): Promise<void>;
  /** Private to BullMQ: what its first caller was promised, and everybody after. */
  readyPromise?: Promise<void> | undefined;
}

/** What is private to BullMQ in a connection, as far as it is changed here. */
interface Connection extends Readiness {
  /** Where queries go. */
  pool: pg.Pool;
  /** Whether the pool ends with this connection. */
  ownsPool: boolean;
  migrateOnConnect: boolean;
  /** What it makes the connection from on which it is told of new jobs. */
  pgModule?: { readonly Client: typeof SteadyClient } | undefined;
  close(): Promise<void>;
}

/** A pool and who uses it. */
interface Shared {
  readonly pool: pg.Pool;
  /** Brings the queue's schema up to date, once for all. */
  readonly migrated: () => Promise<void>;
  users: number;
}

/** By what the pool's connections are made from. */
const shared = new Map<string, Shared>();

/**
 * BullMQ on PostgreSQL, steadier and leaner. TRICKY: it hears of no error of its listening connection before that is
 * made, so a loss in that moment would end the process. It remembers a first connection that failed as its answer for
 * ever, so a database that went away in the moment of a start would never be asked again. And it makes a pool for each
 * queue and each worker, where one for all of them is enough and costs PostgreSQL a process less for each.
 */
export const postgresBackend: BackendFactory<
  ReturnType<typeof createPostgresBackend>,
  Parameters<typeof createPostgresBackend>[1]['connection']
> = (name, options, more) => {
  const backend = createPostgresBackend(name, options, more);
  const connection = backend.connection as unknown as Connection;
  sharePool(connection);
  forgetFailure(backend as unknown as Readiness);
  forgetFailure(connection);
  if (connection.pgModule) connection.pgModule = { Client: SteadyClient };
  return backend;
};

/** The pool that others with the same settings have already, if they do; the last one to close ends it. */
function sharePool(connection: Connection): void {
  const { connectionString, options } = connection.pool.options;
  const key = JSON.stringify([connectionString, options]);
  const migrated = () => connection.waitUntilReady();
  const common = shared.get(key) ?? { pool: connection.pool, migrated, users: 0 };
  shared.set(key, common);
  common.users += 1;
  if (common.pool !== connection.pool) {
    connection.pool = common.pool;
    connection.migrateOnConnect = false;
    const ready = connection.waitUntilReady.bind(connection);
    connection.waitUntilReady = () => common.migrated().then(ready);
  }
  connection.ownsPool = false;
  const close = connection.close.bind(connection);
  let open = true;
  connection.close = () => {
    if (open) {
      open = false;
      common.users -= 1;
      connection.ownsPool = common.users === 0;
      if (connection.ownsPool) shared.delete(key);
    }
    return close();
  };
}

function forgetFailure(target: Readiness): void {
  const ask = target.waitUntilReady.bind(target);
  target.waitUntilReady = async () => {
    const asked = ask();
    const answer = target.readyPromise;
    try {
      await asked;
    } catch (error) {
      // Only its own: a later caller may have begun another attempt.
      if (target.readyPromise === answer) target.readyPromise = undefined;
      throw error;
    }
  };
}
