import pg from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { parentOf } from './subjects.ts';

const SETTLE_MS = 60_000;
// Times as long as a look takes.
const LOOK_AWAY = 6;
// Everything the product keeps of an event, in whatever table and partition.
const KEPT =
  "'^(events|actions|event_ids|sessions|people|people_aliases|groups|rollup_(days|hours|ways|visits))(_[0-9_]+)?$'";

/** Bytes of a table. */
export interface Weight {
  readonly table: string;
  readonly rows: number;
  readonly indexes: number;
}

export function sumOf(weights: readonly Weight[]): number {
  return weights.reduce((sum, { rows, indexes }) => sum + rows + indexes, 0);
}

/** The database behind the server, looked at from outside. */
export class Store {
  private readonly pool: pg.Pool;

  constructor(url: string) {
    this.pool = new pg.Pool({ connectionString: url, max: 2 });
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  async projectNo(id: string): Promise<number> {
    return this.number('SELECT no AS value FROM projects WHERE id = $1', [id]);
  }

  async events(projectNo: number): Promise<number> {
    return this.number('SELECT count(*) AS value FROM events WHERE project_no = $1', [projectNo]);
  }

  async quarantined(projectNo: number): Promise<number> {
    return this.number('SELECT count(*) AS value FROM quarantined_events WHERE project_no = $1', [
      projectNo,
    ]);
  }

  /** Resolves with the number of events once it is `wanted`, or stays the same for long. */
  async drained(projectNo: number, wanted: number): Promise<number> {
    let seen = -1;
    let latest = performance.now() + SETTLE_MS;
    for (;;) {
      const begun = performance.now();
      const events = await this.events(projectNo);
      // Whoever asks all the time takes a processor away from what is measured.
      const wait = Math.max(50, LOOK_AWAY * (performance.now() - begun));
      if (events >= wanted || performance.now() > latest) return events;
      if (events !== seen) latest = performance.now() + SETTLE_MS;
      seen = events;
      await pause(wait);
    }
  }

  /** Waits until the rollups have caught up with the days that are over. */
  async rolledUp(projectNo: number): Promise<void> {
    const latest = performance.now() + SETTLE_MS;
    while (performance.now() < latest) {
      const dirty = await this.number(
        'SELECT count(*) AS value FROM dirty_days WHERE project_no = $1 AND day < current_date - 1',
        [projectNo],
      );
      if (dirty === 0) return;
      await pause(200);
    }
  }

  /** Drops the ids of receive days that are over, as the product does every hour. */
  async forgetOldIds(): Promise<void> {
    const { rows } = await this.pool.query<{ name: string }>(
      `SELECT inhrelid::regclass::text AS name FROM pg_inherits
       WHERE inhparent = 'event_ids'::regclass
         AND inhrelid::regclass::text < 'event_ids_' || to_char(now() - interval '8 days', 'YYYY_MM_DD')`,
    );
    for (const { name } of rows) await this.pool.query(`DROP TABLE ${name}`);
  }

  /** Bytes of the tables and indexes that hold events and what is made of them. */
  async bytes(): Promise<number> {
    return sumOf(await this.weights());
  }

  /** The same by table, the heaviest first: of all partitions together, and of what is too long for a row. */
  async weights(): Promise<Weight[]> {
    await this.pool.query('VACUUM ANALYZE');
    const { rows } = await this.pool.query<Weight>(
      `SELECT regexp_replace(relname, '_[0-9_]+$', '') AS table,
         sum(pg_table_size(oid))::float8 AS rows, sum(pg_indexes_size(oid))::float8 AS indexes
       FROM pg_class
       WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname ~ ${KEPT}
       GROUP BY 1 ORDER BY sum(pg_total_relation_size(oid)) DESC`,
    );
    return rows;
  }

  /** How long PostgreSQL alone takes to COPY the events of a project into a table without indexes, and its size. */
  async copyOf(projectNo: number): Promise<{ seconds: number; rows: number; bytes: number }> {
    const file = `${await this.folder()}/bench.copy`;
    await this.pool.query('CREATE TABLE bench_copy (LIKE events)');
    const written = await this.pool.query(
      `COPY (SELECT * FROM events WHERE project_no = ${projectNo}) TO '${file}'`,
    );
    const started = performance.now();
    await this.pool.query(`COPY bench_copy FROM '${file}'`);
    const seconds = (performance.now() - started) / 1_000;
    const bytes = await this.number("SELECT pg_total_relation_size('bench_copy') AS value");
    await this.pool.query('DROP TABLE bench_copy');
    return { seconds, rows: written.rowCount ?? 0, bytes };
  }

  /**
   * How long PostgreSQL alone takes to COPY everything that is kept of the events of a project (rows, ids, visits) into
   * tables with the same indexes.
   */
  async copyOfAll(projectNo: number): Promise<{ seconds: number; events: number }> {
    const folder = await this.folder();
    let [seconds, events] = [0, 0];
    for (const table of ['events', 'event_ids', 'sessions']) {
      const file = `${folder}/bench.copy`;
      await this.pool.query(`CREATE TABLE bench_copy (LIKE ${table} INCLUDING INDEXES)`);
      const written = await this.pool.query(
        `COPY (SELECT * FROM ${table} WHERE project_no = ${projectNo}) TO '${file}'`,
      );
      const started = performance.now();
      await this.pool.query(`COPY bench_copy FROM '${file}'`);
      seconds += (performance.now() - started) / 1_000;
      if (table === 'events') events = written.rowCount ?? 0;
      await this.pool.query('DROP TABLE bench_copy');
    }
    return { seconds, events };
  }

  /** Milliseconds that PostgreSQL alone takes to count the events of a project. */
  async countingTime(projectNo: number): Promise<number> {
    const started = performance.now();
    await this.events(projectNo);
    return performance.now() - started;
  }

  /** Process id of the database itself, whose children serve its clients. */
  async pid(): Promise<number> {
    return parentOf(await this.number('SELECT pg_backend_pid() AS value'));
  }

  private async folder(): Promise<string> {
    const { rows } = await this.pool.query<{ folder: string }>(
      "SELECT current_setting('data_directory') AS folder",
    );
    return rows[0]?.folder ?? '';
  }

  private async number(sql: string, params: unknown[] = []): Promise<number> {
    const { rows } = await this.pool.query<{ value: string }>(sql, params);
    return Number(rows[0]?.value ?? 0);
  }
}
