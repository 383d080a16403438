import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import { Database, type Weight } from '../../platform/database/database.js';
import { dayEnd, dayOf, dayStart, daysTouching } from '../calendar.js';
import { isRemembered, type Tally, type TallyRequest, type TimeRange } from '../tally.js';
import type { Accumulator } from './accumulator.js';
import { dirtBetween, type DayRange, type Dirt } from './dirty-days.repository.js';
import { MATCH_WHOLE_SETS } from './facts.sql.js';
import { Gathering, type Rhythm } from './gathering.js';
import { divided, KnownDays } from './known-days.js';
import { KnownMatches } from './known-matches.js';
import { KnownMoments } from './known-moments.js';
import { KnownPeople } from './known-people.js';
import { KnownVisits } from './known-visits.js';
import { askInTime } from './params.js';
import { planTally, type Plan, type RawSlice } from './plan.js';
import { settle } from './remembered-people.js';
import { type SharedCount, sharedCounts } from './shared-count.js';
import { addRaw } from './tally-raw.js';
import { addRemembered } from './tally-remembered.js';
import { addSlice, addVisits, type TallyMemory } from './tally-visits.js';

/** Answers what is counted: plans, reads rollups and raw events in one snapshot, and adds the parts up. */
@Injectable()
export class TallyRepository {
  private readonly gatherings = {
    // Quick to answer: whoever comes first need not wait for others, who are answered together in turn.
    light: this.gathering('light', { pauseMs: 0, inTurn: true }),
    heavy: this.gathering('heavy', { pauseMs: 10, inTurn: false }),
  };

  private readonly known = {
    days: new KnownDays(),
    visits: new KnownVisits(),
    matches: new KnownMatches(),
    moments: new KnownMoments((work) =>
      this.database.answer('heavy', async (client) => {
        await client.query(MATCH_WHOLE_SETS);
        return work(askInTime(client));
      }),
    ),
    people: new KnownPeople(),
  };

  constructor(private readonly database: Database) {}

  /** Questions about the same events that come at the same time are counted in one pass. */
  async tally(request: TallyRequest): Promise<Tally> {
    const { project, range, filters, buckets, dimension } = request;
    const remembered = filters.length === 0 && isRemembered(dimension);
    const gathering = remembered ? this.gatherings.light : this.gatherings.heavy;
    // Of shorter times than a day, everything together is remembered, but nothing by a dimension.
    const divided = buckets !== null && filters.length === 0 ? dimension : '';
    return gathering.ask(JSON.stringify([project, range, filters, buckets, divided]), request);
  }

  /** How much there is in a range; `people` with an id of their own, as a set. */
  async everything({ project, range }: Pick<TallyRequest, 'project' | 'range'>): Promise<{
    events: number;
    visits: number;
    people: number;
  }> {
    const asked = { project, range, filters: [], dimension: null, buckets: null };
    const { rows, people = 0 } = await this.tally(asked);
    return { events: rows[0]?.events ?? 0, visits: rows[0]?.visits ?? 0, people };
  }

  private gathering(weight: Weight, rhythm: Rhythm): Gathering<TallyRequest, Tally> {
    return new Gathering(
      (close) => this.database.answer(weight, (client) => answerAll(client, close(), this.known)),
      rhythm,
    );
  }
}

const nothingToDo: Plan = { days: [], hourDays: [], raw: [] };

/** Answers to requests that differ in what they count by, and in what of it they want: one {@link Plan} is all of theirs. */
async function answerAll(
  client: pg.ClientBase,
  requests: readonly TallyRequest[],
  known: TallyMemory & { readonly days: KnownDays },
): Promise<Tally[]> {
  const [first] = requests;
  if (!first) return [];
  const counts = sharedCounts(requests);
  try {
    const about = isEmpty(first.range) ? null : await addVisits(client, first, counts, known);
    if (about) return answersOf(requests, counts, about);
    const dirt = isEmpty(first.range) ? null : await dirtOf(client, first);
    // A range of centuries is no more work than the days that have events.
    const range = dirt ? within(first, dirt.recorded) : first.range;
    const plan = isEmpty(range) ? nothingToDo : planTally({ ...first, range }, dirt?.days ?? null);
    const parts = await divided(client, first.project.no, plan);
    const remembering = { client, shared: first, plan, cache: known.days, parts };
    await addRemembered(remembering, counts);
    if (plan.raw.length > 0) await client.query(MATCH_WHOLE_SETS);
    for (const slice of plan.raw) {
      const isRemembered =
        !touches(first.project.timezone, slice, dirt?.days) &&
        (await addSlice(client, first, counts, slice, known));
      if (!isRemembered) await addRaw(client, first, counts, slice);
    }
    await settle(remembering, counts);
    return answersOf(requests, counts, {
      source: sourceOf(plan),
      countedUntil: dirt?.countedUntil ?? null,
    });
  } finally {
    for (const { sum } of counts) sum.dispose();
  }
}

/** What has been added up, as each request wants it. */
function answersOf(
  requests: readonly TallyRequest[],
  counts: readonly SharedCount[],
  about: Pick<Tally, 'source' | 'countedUntil'>,
): Tally[] {
  const sums = new Map(counts.map(({ dimension, sum }) => [dimension, sum]));
  return requests.map(({ dimension, top, median }) => {
    const sum = sums.get(dimension) as Accumulator;
    return {
      ...(top ? sum.top(top) : { rows: sum.rows(median === true) }),
      people: sum.people(),
      ...about,
    };
  });
}

function isEmpty({ from, to }: TimeRange): boolean {
  return from >= to;
}

function dirtOf(client: pg.ClientBase, { project, range }: TallyRequest): Promise<Dirt | null> {
  const last = range.to.getTime() - 1;
  const [first, until] = [range.from.getTime(), last].map((at) => dayOf(project.timezone, at));
  return dirtBetween(client, project.no, first as string, until as string);
}

/** The range of those days of a request that may have events; an empty one when there are none. */
function within({ project, range }: TallyRequest, recorded: DayRange | null): TimeRange {
  if (recorded === null) return { from: range.to, to: range.to };
  const from = Math.max(range.from.getTime(), dayStart(project.timezone, recorded.first));
  const to = Math.min(range.to.getTime(), dayEnd(project.timezone, recorded.last));
  return { from: new Date(from), to: new Date(to) };
}

/** Whether a stretch lies on one of some days, at least in part; of days that are not known it may. */
function touches(zone: string, { from, to }: RawSlice, days?: ReadonlySet<string>): boolean {
  return !days || daysTouching(zone, from, to).some((day) => days.has(day));
}

function sourceOf(plan: Plan): Tally['source'] {
  if (plan.raw.length === 0) return 'rollup';
  return plan.days.length + plan.hourDays.length === 0 ? 'raw' : 'mixed';
}
