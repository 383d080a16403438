import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import { Database } from '../../platform/database/database.js';
import { dayEnd, dayOf, dayStart } from '../calendar.js';
import { isRemembered, type Tally, type TallyRequest, type TimeRange } from '../tally.js';
import { Accumulator } from './accumulator.js';
import { daysOnRecord, dirtBetween, type Dirt } from './dirty-days.repository.js';
import { MATCH_WHOLE_SETS } from './facts.sql.js';
import { Gathering } from './gathering.js';
import { planTally, type Plan } from './plan.js';
import { addRaw } from './tally-raw.js';
import { addRemembered, settle } from './tally-remembered.js';

/** Answers what is counted: plans, reads rollups and raw events in one snapshot, and adds the parts up. */
@Injectable()
export class TallyRepository {
  private readonly gathering = new Gathering<TallyRequest, Tally>((close) =>
    this.database.answer('heavy', (client) => answerAll(client, close())),
  );

  constructor(private readonly database: Database) {}

  /** Questions under the same filters that come at the same time are counted in one pass over the events. */
  async tally(request: TallyRequest): Promise<Tally> {
    const { project, range, filters, buckets, dimension } = request;
    if (filters.length > 0) {
      return this.gathering.ask(JSON.stringify([project, range, filters, buckets]), request);
    }
    const weight = isRemembered(dimension) ? 'light' : 'heavy';
    const [tally] = await this.database.answer(weight, (client) => answerAll(client, [request]));
    return tally as Tally;
  }

  /** How many people with an id of their own were there, as a set. */
  async people({ project, range }: Pick<TallyRequest, 'project' | 'range'>): Promise<number> {
    const everything = { project, range, filters: [], dimension: null, buckets: null };
    const { people = 0 } = await this.tally(everything);
    return people;
  }
}

/** Answers to requests that differ in what they count by, and in what of it they want. */
async function answerAll(
  client: pg.ClientBase,
  requests: readonly TallyRequest[],
): Promise<Tally[]> {
  const sums = requests.map(() => new Accumulator());
  try {
    const [first] = requests;
    const range = first && first.range.from < first.range.to ? first.range : null;
    const dirt = first && range && (await dirtOf(client, first));
    // A range of centuries is no more work than the days that have events.
    const within = dirt ? await onRecord(client, first) : range;
    const asked = within === null || within === undefined ? [] : requests;
    const plans = asked.map((request) =>
      planTally({ ...request, range: within as TimeRange }, dirt?.days ?? null),
    );
    for (const [index, request] of asked.entries()) {
      await addRemembered(client, request, plans[index] ?? nothingToDo, sums[index] as Accumulator);
    }
    const [plan] = plans;
    if (plan && plan.raw.length > 0) await client.query(MATCH_WHOLE_SETS);
    for (const slice of plan?.raw ?? []) await addRaw(client, asked, slice, sums);
    for (const [index, request] of asked.entries()) {
      await settle(client, request, plans[index] ?? nothingToDo, sums[index] as Accumulator);
    }
    return requests.map((request, index) => {
      const sum = sums[index] as Accumulator;
      const answer = request.top
        ? sum.top(request.top)
        : { rows: sum.rows(request.median === true) };
      const source = sourceOf(plans[index] ?? nothingToDo);
      const countedUntil = dirt?.countedUntil ?? null;
      return { ...answer, people: sum.people(), source, countedUntil };
    });
  } finally {
    for (const sum of sums) sum.dispose();
  }
}

function dirtOf(client: pg.ClientBase, { project, range }: TallyRequest): Promise<Dirt | null> {
  const last = range.to.getTime() - 1;
  const [first, until] = [range.from.getTime(), last].map((at) => dayOf(project.timezone, at));
  return dirtBetween(client, project.no, first as string, until as string);
}

const nothingToDo: Plan = { days: [], hourDays: [], raw: [] };

/** The range of those days of a request that may have events; null when there are none. */
async function onRecord(client: pg.ClientBase, request: TallyRequest): Promise<TimeRange | null> {
  const days = await daysOnRecord(client, request.project.no);
  if (days === null) return null;
  const { timezone } = request.project;
  const from = new Date(Math.max(request.range.from.getTime(), dayStart(timezone, days.first)));
  const to = new Date(Math.min(request.range.to.getTime(), dayEnd(timezone, days.last)));
  return from < to ? { from, to } : null;
}

function sourceOf(plan: Plan): Tally['source'] {
  if (plan.raw.length === 0) return 'rollup';
  return plan.days.length + plan.hourDays.length === 0 ? 'raw' : 'mixed';
}
