import type { FunnelPeopleRequest, FunnelRequest } from '../funnel.js';
import type { Filter } from '../tally.js';
import { ACTOR, personOfActor, sessionOfActor } from './actor.sql.js';
import { micros, type Cursor } from './cursor.js';
import { expressionOf, isVisitDimension } from './dimension.sql.js';
import { factsSql, filtersBy, filterSql, readsVisits } from './facts.sql.js';
import { Params, type Statement } from './params.js';

/** One group; `whole` for everybody together. Arrays have an entry for each step, the first of which has no time. */
export interface FunnelRecord {
  whole: boolean;
  value: string | null;
  people: number[];
  means: (number | null)[];
  medians: (number | null)[];
  total_mean: number | null;
  total_median: number | null;
}

export interface FunnelPersonRecord {
  actor: string;
  micros: string;
  key: string | null;
  known: boolean | null;
  session_id: string | null;
  started_at: Date;
  reached_at: Date;
}

type Attempts = Omit<FunnelRequest, 'breakdown' | 'limit'> &
  Partial<Pick<FunnelRequest, 'breakdown'>>;

/** How many came to each step and how long it took them, for everybody and by group. */
export function funnelQuery(request: FunnelRequest): Statement {
  const params = new Params();
  const best = bestSql(request, params);
  const steps = request.steps.map((_, index) => index + 1);
  const last = steps.length;
  const seconds = (from: number, to: number): string =>
    `extract(epoch FROM t${to} - t${from})::float8`;
  const mean = (from: number, to: number): string =>
    `avg(${seconds(from, to)}) FILTER (WHERE level >= ${to})`;
  const median = (from: number, to: number): string =>
    `percentile_cont(0.5) WITHIN GROUP (ORDER BY ${seconds(from, to)}) FILTER (WHERE level >= ${to})`;
  const each = (one: (from: number, to: number) => string): string =>
    steps.map((step) => (step === 1 ? 'NULL' : one(step - 1, step))).join(', ');
  const grouped = request.breakdown !== null;
  const sql = `${best}
    SELECT ${grouped ? 'grouping(value) = 1' : 'true'} AS whole, ${grouped ? 'value' : 'NULL::text AS value'},
      ARRAY[${steps.map((step) => `count(*) FILTER (WHERE level >= ${step})`).join(', ')}]::int[] AS people,
      ARRAY[${each(mean)}]::float8[] AS means, ARRAY[${each(median)}]::float8[] AS medians,
      ${mean(1, last)} AS total_mean, ${median(1, last)} AS total_median
    FROM best ${grouped ? 'GROUP BY GROUPING SETS ((), (value))' : ''}
    ORDER BY whole DESC, count(*) DESC ${grouped ? ', value COLLATE "C" NULLS LAST' : ''}
    LIMIT ${params.add(request.limit + 1)}::int`;
  return { sql, params: params.values };
}

/** Those who came to a step, the latest first; or those of them who went no further. */
export function funnelPeopleQuery(request: FunnelPeopleRequest, cursor: Cursor | null): Statement {
  const params = new Params();
  const best = bestSql(request, params);
  const reached = `b.t${request.step}`;
  const after = cursor
    ? `AND (${reached}, b.actor) < (to_timestamp(${params.add(cursor[0])}::bigint / 1000000.0), ${params.add(cursor[1])}::bigint)`
    : '';
  const sql = `${best}
    SELECT b.actor, ${micros(reached)} AS micros, p.key, p.known,
      coalesce(s.client_session, s.id::text) AS session_id, b.t1 AS started_at, ${reached} AS reached_at
    FROM best b
    LEFT JOIN people p ON p.project_no = ${params.add(request.project.no)}::int
      AND p.no = ${personOfActor('b.actor')}
    LEFT JOIN sessions s ON s.id = ${sessionOfActor('b.actor')}
    WHERE b.level ${request.outcome === 'reached' ? '>=' : '='} ${params.add(request.step)}::int ${after}
    ORDER BY ${reached} DESC, b.actor DESC LIMIT ${params.add(request.limit + 1)}::int`;
  return { sql, params: params.values };
}

/** WITH …: the best attempt of everybody who began: how far it came (`level`) and when (`t1`, `t2` …). */
function bestSql(request: Attempts, params: Params): string {
  const last = request.steps.length;
  const paths = request.strict ? strictPaths(last) : loosePaths(last);
  const window = `make_interval(secs => ${params.add(request.windowMs / 1000)}::float8)`;
  const within = Array.from(
    { length: last - 1 },
    (_, index) => ` + coalesce(t${index + 2} <= t1 + ${window}, false)::int`,
  );
  const matched = matchedSql(request, params);
  return `WITH matched AS (${matched}),
    attempts AS (${paths}),
    best AS MATERIALIZED (
      SELECT DISTINCT ON (actor) * FROM (SELECT *, 1${within.join('')} AS level FROM attempts) a
      ORDER BY actor, level DESC, t1, event_id)`;
}

/** Events that a step asks for, and with strict order everything else, with whose they are. */
function matchedSql(request: Attempts, params: Params): string {
  const { project, steps, breakdown = null } = request;
  const all = [request.filters, ...steps];
  const people = breakdown === 'user' || all.some((filters) => filtersBy(filters, 'user'));
  const groups = breakdown === 'group' || all.some((filters) => filtersBy(filters, 'group'));
  const onlyPeople =
    !readsVisits(steps.flat()) && (breakdown === null || !isVisitDimension(breakdown));
  const facts = factsSql({ ...request, ...request.range, people, groups, onlyPeople }, params);
  const tests = steps.map((filters) => `(${filterSql(filters, project, params)}) IS TRUE`);
  const anyStep: Filter = { or: steps.map((and) => ({ and })) };
  const value =
    breakdown === null
      ? 'NULL::text'
      : `CASE WHEN ${tests[0]} THEN ${expressionOf(breakdown, project, params)} END`;
  return `
    SELECT ${ACTOR} AS actor, e.at, e.event_id,
      ${tests.map((test, index) => `${test} AS m${index + 1}`).join(', ')}, ${value} AS value
    ${facts} AND (r.person IS NOT NULL OR e.session_id IS NOT NULL)
    ${request.strict ? '' : `AND (${filterSql([anyStep], project, params)})`}`;
}

/**
 * Each event of the first step with the times of the earliest way through the others. The events of everybody are walked
 * backwards, step by step from the last: the earliest time of a later event that does step k is that of the next one,
 * and so are the earliest times by which the steps after k can follow.
 */
function loosePaths(last: number): string {
  const flags = Array.from({ length: last }, (_, index) => `m${index + 1}`);
  let paths = `SELECT *, CASE WHEN m${last} THEN at END AS t${last} FROM matched`;
  for (let step = last - 1; step >= 1; step -= 1) {
    const later = Array.from({ length: last - step }, (_, index) => step + 1 + index);
    const times = later.map((one) => `CASE WHEN m${step} THEN min(t${one}) OVER w END AS t${one}`);
    paths = `
      SELECT actor, at, event_id, ${flags.join(', ')}, value, CASE WHEN m${step} THEN at END AS t${step},
        ${times.join(', ')}
      FROM (${paths}) AS after${step + 1}
      WINDOW w AS (PARTITION BY actor ORDER BY at DESC, event_id DESC
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)`;
  }
  return `SELECT * FROM (${paths}) p WHERE m1`;
}

/** Each event of the first step with the times of those that follow it at once, as long as they do the next steps. */
function strictPaths(last: number): string {
  const later = Array.from({ length: last - 1 }, (_, index) => index + 2);
  const next = later.map(
    (step) => `lead(CASE WHEN m${step} THEN at END, ${step - 1}) OVER w AS n${step}`,
  );
  const times = later.map((step) => {
    const before = later.filter((one) => one < step).map((one) => `n${one} IS NOT NULL AND `);
    return `CASE WHEN ${before.join('')}n${step} IS NOT NULL THEN n${step} END AS t${step}`;
  });
  return `
    SELECT actor, event_id, value, at AS t1, ${times.join(', ')}
    FROM (SELECT *, ${next.join(', ')} FROM matched
      WINDOW w AS (PARTITION BY actor ORDER BY at, event_id)) p
    WHERE m1`;
}
