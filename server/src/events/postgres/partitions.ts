import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { Database } from '../../platform/database/database.js';

/** Ids of events are remembered for this many receive days. */
export const ID_DAYS = 7;

const PARTITION_LOCK = 7_264_114;
const DAY_MS = 86_400_000;

/**
 * Partitions of `events` (a UTC month each) and of `event_ids` (a UTC receive day each). They are made ahead by a
 * scheduled job, and on demand when an event of an unusual month comes along.
 */
@Injectable()
export class Partitions {
  private readonly present = new Set<string>();

  constructor(private readonly database: Database) {}

  /** Makes what events of these times and receive times need. */
  async ensure(eventTimes: Iterable<number>, receiveTimes: Iterable<number>): Promise<void> {
    const missing = new Map<string, string>();
    for (const day of utcDays(eventTimes)) {
      const month = day.startOf('month');
      this.note(missing, 'events', month.toFormat('yyyy_MM'), month, month.plus({ months: 1 }));
    }
    for (const day of utcDays(receiveTimes)) {
      this.note(missing, 'event_ids', day.toFormat('yyyy_MM_dd'), day, day.plus({ days: 1 }));
    }
    if (missing.size > 0) await this.make(missing);
  }

  /** Makes this and the next month, and the coming days; drops the days of ids that are no longer needed. */
  async keepAhead(now: number): Promise<void> {
    const month = DateTime.fromMillis(now, { zone: 'utc' });
    await this.ensure(
      [now, month.plus({ months: 1 }).toMillis()],
      [now, now + DAY_MS, now + 2 * DAY_MS],
    );
    await this.dropIdsBefore(now - (ID_DAYS + 1) * DAY_MS);
  }

  private note(
    missing: Map<string, string>,
    table: string,
    suffix: string,
    from: DateTime,
    to: DateTime,
  ): void {
    const name = `${table}_${suffix}`;
    if (this.present.has(name) || missing.has(name)) return;
    missing.set(
      name,
      `CREATE TABLE IF NOT EXISTS ${name} PARTITION OF ${table}
       FOR VALUES FROM ('${from.toISODate()} 00:00:00+00') TO ('${to.toISODate()} 00:00:00+00')`,
    );
  }

  private async make(missing: ReadonlyMap<string, string>): Promise<void> {
    // One transaction each: a new partition locks its whole table, and a batch that writes to both tables, in its own
    // order, must never wait for who waits for it.
    for (const [name, statement] of missing) {
      await this.database.transaction(async (client) => {
        // Two processes that make the same partition would fail one another's batch.
        await client.query('SELECT pg_advisory_xact_lock($1)', [PARTITION_LOCK]);
        await client.query(statement);
      });
      this.present.add(name);
    }
  }

  private async dropIdsBefore(limit: number): Promise<void> {
    const oldest = `event_ids_${DateTime.fromMillis(limit, { zone: 'utc' }).toFormat('yyyy_MM_dd')}`;
    const old = await this.database.query<{ name: string }>(
      `SELECT inhrelid::regclass::text AS name FROM pg_inherits
       WHERE inhparent = 'event_ids'::regclass AND inhrelid::regclass::text < $1`,
      [oldest],
    );
    for (const { name } of old) {
      await this.database.query(`DROP TABLE IF EXISTS ${name}`);
      this.present.delete(name);
    }
  }
}

/** The UTC days of these times, each once: a batch has thousands of times and hardly more than a day. */
function utcDays(times: Iterable<number>): DateTime[] {
  const days = new Set<number>();
  for (const at of times) days.add(Math.floor(at / DAY_MS));
  return [...days].map((day) => DateTime.fromMillis(day * DAY_MS, { zone: 'utc' }));
}
