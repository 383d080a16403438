import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { packDurations, packPeople } from './packed-sets.js';
import { dimensionName } from './dimension.sql.js';
import { markDirty } from './dirty-days.repository.js';
import { RollupRepository } from './rollup.repository.js';
import type { TallyRecord } from './tally-part.js';

/** One number that the rollup has wrong. */
export interface Difference {
  readonly projectNo: number;
  readonly day: string;
  /** `total`, `hour`, `ways`, `visits`, or a dimension. */
  readonly dimension: string;
  readonly value: string;
  readonly measure: string;
  readonly rollup: string;
  readonly raw: string;
}

const counted = [
  'events',
  'page_views',
  'visits',
  'viewed_visits',
  'bounces',
  'duration_ms',
  'units',
] as const;
const carried = [
  'carried_visits',
  'carried_viewed_visits',
  'carried_bounces',
  'carried_duration_ms',
  'carried_units',
] as const;

/** The name of what is remembered of ways, among those of cells. */
const WAYS = 'ways\n';

type Fingerprint = Readonly<Record<string, string>>;

/** Recounts every remembered day from its events and tells where the two disagree. */
@Injectable()
export class RollupCheck {
  constructor(
    private readonly database: Database,
    private readonly rollups: RollupRepository,
  ) {}

  /**
   * Differences of one project, or of all. Dirty days are not remembered and so cannot be wrong; they are passed over.
   * With `fix`, a day with differences is marked dirty and recounted.
   */
  async *verify(projectNo: number | null, fix: boolean): AsyncIterable<Difference> {
    const days = await this.database.query<{ project_no: number; day: string }>(
      `SELECT DISTINCT r.project_no, r.day::text FROM rollup_days r
       WHERE ($1::int IS NULL OR r.project_no = $1) AND NOT EXISTS (
         SELECT 1 FROM dirty_days d WHERE d.project_no = r.project_no AND d.day = r.day)
       ORDER BY 1, 2`,
      [projectNo],
    );
    for (const { project_no, day } of days) {
      const differences = await this.differencesOf(project_no, day);
      yield* differences;
      if (!fix || differences.length === 0) continue;
      const dirty = { projectNo: project_no, day };
      await this.database.transaction((client) => markDirty(client, [dirty]));
      await this.rollups.recount(dirty);
    }
  }

  private async differencesOf(projectNo: number, day: string): Promise<Difference[]> {
    const project = await this.rollups.scopeOf(projectNo);
    if (!project) return [];
    const [kept, counts] = [
      await this.kept(projectNo, day),
      await this.rollups.count(project, day),
    ];
    const raw = new Map<string, Fingerprint>();
    for (const row of counts.days) {
      raw.set(`${dimensionName(row.dimension)}\n${row.value}`, fingerprint(row, true));
    }
    for (const row of counts.hours) {
      raw.set(`hour\n${new Date(row.start).toISOString()}`, fingerprint(row, false));
    }
    if (counts.ways) raw.set(WAYS, { ways: counts.ways.toString('base64') });
    for (const [part, bytes] of counts.visits ?? []) raw.set(...printOfVisits(part, bytes));
    return [...new Set([...kept.keys(), ...raw.keys()])].flatMap((name) => {
      const [dimension = '', value = ''] = name.split('\n');
      const [a, b] = [kept.get(name), raw.get(name)];
      return Object.keys(a ?? b ?? {}).flatMap((measure) => {
        const [rollup, fresh] = [a?.[measure] ?? 'missing', b?.[measure] ?? 'missing'];
        return rollup === fresh
          ? []
          : [{ projectNo, day, dimension, value, measure, rollup, raw: fresh }];
      });
    });
  }

  private async kept(projectNo: number, day: string): Promise<Map<string, Fingerprint>> {
    type Kept = Record<string, unknown> & { people: Buffer | null; durations?: Buffer | null };
    const days = await this.database.query<Kept & { dimension: number; value: string }>(
      'SELECT * FROM rollup_days WHERE project_no = $1 AND day = $2',
      [projectNo, day],
    );
    const hours = await this.database.query<Kept & { start: Date }>(
      'SELECT * FROM rollup_hours WHERE project_no = $1 AND day = $2',
      [projectNo, day],
    );
    const ways = await this.database.query<{ ways: Buffer }>(
      'SELECT ways FROM rollup_ways WHERE project_no = $1 AND day = $2',
      [projectNo, day],
    );
    const visits = await this.database.query<{ part: number; bytes: Buffer }>(
      'SELECT part, bytes FROM rollup_visits WHERE project_no = $1 AND day = $2',
      [projectNo, day],
    );
    const print = (row: Kept, measures: readonly string[]): Fingerprint => ({
      ...Object.fromEntries(measures.map((measure) => [measure, String(row[measure])])),
      people: row.people?.toString('base64') ?? '',
      ...('durations' in row && { durations: row.durations?.toString('base64') ?? '' }),
    });
    return new Map([
      ...days.map(
        (row) =>
          [
            `${dimensionName(row.dimension)}\n${row.value}`,
            print(row, [...counted, ...carried]),
          ] as const,
      ),
      ...hours.map((row) => [`hour\n${row.start.toISOString()}`, print(row, counted)] as const),
      ...ways.map((row) => [WAYS, { ways: row.ways.toString('base64') }] as const),
      ...visits.map(({ part, bytes }) => printOfVisits(part, bytes)),
    ]);
  }
}

/** What is remembered of visits, by the part of their columns. */
function printOfVisits(part: number, bytes: Buffer): [name: string, Fingerprint] {
  return [`visits\n${part}`, { bytes: bytes.toString('base64') }];
}

function fingerprint(row: TallyRecord, daily: boolean): Fingerprint {
  const measures = daily ? [...counted, ...carried] : counted;
  return {
    ...Object.fromEntries(measures.map((measure) => [measure, String(row[measure])])),
    people: packPeople(row.people)?.toString('base64') ?? '',
    ...(daily && { durations: packDurations(row.durations)?.toString('base64') ?? '' }),
  };
}
