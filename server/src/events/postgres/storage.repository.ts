import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { ProjectStorage, Storage } from '../storage.js';
import { TOTAL } from './dimension.sql.js';

interface PartitionRow {
  month: string;
  bytes: number;
}

interface MonthRow {
  no: number;
  month: string;
  events: number;
  visits: number;
}

interface EndsRow {
  no: number;
  oldest: Date | null;
  newest: Date | null;
}

/** Tables besides `events` and `sessions`; their size is shared as the events are. */
const others = [
  'actions',
  'event_ids',
  'people',
  'people_aliases',
  'rollup_days',
  'rollup_hours',
  'rollup_ways',
  'rollup_visits',
  'dirty_days',
  'quarantined_events',
] as const;

/**
 * Measures tables, and shares their size out by what the rollups remember: a month's partition by its events, visits by
 * visits, the rest by events. Nothing that grows with the events is read.
 */
@Injectable()
export class StorageRepository {
  constructor(private readonly database: Database) {}

  async storage(): Promise<Storage> {
    const [partitions, tables, months, ends] = await Promise.all([
      this.partitions(),
      this.tables(),
      this.months(),
      this.ends(),
    ]);
    const total = { events: 0, visits: 0 };
    const inMonth = new Map<string, number>();
    for (const { month, events, visits } of months) {
      inMonth.set(month, (inMonth.get(month) ?? 0) + events);
      total.events += events;
      total.visits += visits;
    }
    const sizes = new Map(partitions.map(({ month, bytes }) => [month, bytes]));
    const byProject = Map.groupBy(months, ({ no }) => no);
    const projects = ends.map(({ no, oldest, newest }): ProjectStorage => {
      const own = (byProject.get(no) ?? []).map(({ month, events, visits }) => ({
        month,
        events,
        visits,
        bytes: shareOf(sizes.get(month) ?? 0, events, inMonth.get(month) ?? 0),
      }));
      const events = sum(own.map((one) => one.events));
      const visits = sum(own.map((one) => one.visits));
      const bytes =
        sum(own.map((one) => one.bytes)) +
        shareOf(tables.sessions, visits, total.visits) +
        shareOf(tables.others, events, total.events);
      return {
        projectNo: no,
        events,
        visits,
        bytes,
        oldest,
        newest,
        months: own.map(({ month, events: counted, bytes: size }) => ({
          month,
          events: counted,
          bytes: size,
        })),
      };
    });
    return {
      bytes: sum(partitions.map(({ bytes }) => bytes)) + tables.sessions + tables.others,
      partitions: partitions.length,
      projects,
    };
  }

  private partitions(): Promise<PartitionRow[]> {
    return this.database.query<PartitionRow>(
      `SELECT replace(right(c.relname, 7), '_', '-') AS month,
         pg_total_relation_size(c.oid)::float8 AS bytes
       FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
       WHERE i.inhparent = 'events'::regclass ORDER BY 1`,
    );
  }

  private async tables(): Promise<{ sessions: number; others: number }> {
    const [row] = await this.database.query<{ sessions: number; others: number }>(
      `SELECT pg_total_relation_size('sessions')::float8 AS sessions,
         (SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::float8 FROM pg_class
          WHERE oid = ANY($1::regclass[]) OR oid IN (
            SELECT inhrelid FROM pg_inherits WHERE inhparent = ANY($1::regclass[]))) AS others`,
      [others],
    );
    return row ?? { sessions: 0, others: 0 };
  }

  /** By the key of the rollups: a row a day of each project, however many events. */
  private months(): Promise<MonthRow[]> {
    return this.database.query<MonthRow>(
      `SELECT p.no, m.month, m.events, m.visits FROM projects p
       CROSS JOIN LATERAL (
         SELECT to_char(r.day, 'YYYY-MM') AS month, sum(r.events)::float8 AS events,
           sum(r.visits - r.carried_visits)::float8 AS visits
         FROM rollup_days r
         WHERE r.project_no = p.no AND r.dimension = $1 GROUP BY 1) m
       WHERE p.deleting_at IS NULL ORDER BY p.no, m.month`,
      [TOTAL],
    );
  }

  private ends(): Promise<EndsRow[]> {
    return this.database.query<EndsRow>(
      `SELECT p.no, (SELECT min(e.at) FROM events e WHERE e.project_no = p.no) AS oldest,
         (SELECT max(e.at) FROM events e WHERE e.project_no = p.no) AS newest
       FROM projects p WHERE p.deleting_at IS NULL ORDER BY p.no`,
    );
  }
}

function shareOf(bytes: number, part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((bytes * part) / whole);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
