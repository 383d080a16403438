import { Injectable } from '@nestjs/common';
import { EventStore } from '../events/event.store.js';
import type { Measured, MeasureRequest, Part } from '../events/measure.js';
import type { Filter, PropertyDimension } from '../events/tally.js';
import type { Definition } from '../library/definition.js';
import { answerMeta } from './answer-meta.js';
import { ends } from './answer-rows.js';
import type { GoalAnswer, GoalCounts, GoalRevenue } from './dto/goal-numbers.dto.js';
import type { GoalBody } from './dto/goal.dto.js';
import { filterOfNamed } from './filters.js';
import { share } from './measures.js';
import type { Period } from './period.js';
import { rangeOf, type Question } from './question.js';
import { money, revenueOf, type Revenue } from './worth.js';

const MOST_CURRENCIES = 100;

/** A goal, spelled out for a question. */
interface Aim {
  readonly filter: Filter;
  readonly revenue: Revenue | null;
  /** Where the currency of an event stands, if anywhere. */
  readonly said: PropertyDimension | null;
  readonly currency: string | null;
}

/** The numbers of all goals of a project. */
@Injectable()
export class GoalAnswers {
  constructor(private readonly store: EventStore) {}

  async goals(question: Question, goals: readonly Definition[], now: Date): Promise<GoalAnswer> {
    const begun = performance.now();
    const aims = goals.map(({ body }) => aimOf(body as GoalBody, question));
    const { period, compared } = question;
    const [current, before] = await Promise.all([
      this.numbers(question, aims, period),
      compared && this.numbers(question, aims, compared),
    ]);
    const none: GoalCounts = { conversions: 0, converters: 0, conversion_rate: null, revenue: [] };
    return {
      data: goals.map(({ id, name }, index) => ({
        id,
        name,
        ...(current.counts[index] ?? none),
        ...(before && { previous: before.counts[index] ?? none }),
      })),
      visitors: current.visitors,
      ...(before && compared && { previous: { visitors: before.visitors, ...ends(compared) } }),
      meta: answerMeta(question, 'raw', now, begun),
    };
  }

  private async numbers(question: Question, aims: readonly Aim[], period: Period) {
    const { project, filters } = question;
    const range = rangeOf(period, period === question.period);
    const tally = { project, range, filters, dimension: null, buckets: null };
    const [{ rows }, counted, revenues] = await Promise.all([
      this.store.tally(tally),
      this.measure(question, range, aims, (aim) => countsOf(aim), null),
      this.revenues(question, range, aims),
    ]);
    const visitors = rows[0]?.visitors ?? 0;
    const [row] = counted.rows;
    const counts = aims.map((_, index): GoalCounts => {
      const converters = row?.parts[2 * index + 1] ?? 0;
      return {
        conversions: row?.parts[2 * index] ?? 0,
        converters,
        conversion_rate: visitors === 0 ? null : share(converters, visitors),
        revenue: revenues.get(index) ?? [],
      };
    });
    return { visitors, counts };
  }

  /** What each aim earned, by currency; one statement for all that say it in the same place. */
  private async revenues(question: Question, range: MeasureRequest['range'], all: readonly Aim[]) {
    const worth = all.flatMap((aim, index) =>
      aim.revenue ? [{ ...aim, revenue: aim.revenue, index }] : [],
    );
    const found = await Promise.all(
      [...Map.groupBy(worth, ({ said }) => said)].map(async ([said, aims]) => {
        const parts = (aim: Aim): Part[] => (aim.revenue ? [aim.revenue.part] : []);
        const { rows } = await this.measure(question, range, aims, parts, said);
        return aims.map(({ index, revenue, currency }, part) => {
          const amounts = new Map<string | null, number>();
          for (const row of rows) {
            const number = row.parts[part];
            if (number === null || number === undefined) continue;
            if (typeof revenue.part.measure === 'string' && number === 0) continue;
            const name = row.values[0] ?? currency;
            amounts.set(name, (amounts.get(name) ?? 0) + number * revenue.factor);
          }
          return [index, sorted(amounts)] as const;
        });
      }),
    );
    return new Map(found.flat());
  }

  /** Only events of one of the aims are read. */
  private async measure(
    question: Question,
    range: MeasureRequest['range'],
    aims: readonly Aim[],
    partsOf: (aim: Aim) => Part[],
    dimension: PropertyDimension | null,
  ): Promise<Measured> {
    if (aims.length === 0) return { rows: [], total: 0, source: 'raw' };
    return this.store.measure({
      project: question.project,
      range,
      filters: [...question.filters, { or: aims.map(({ filter }) => filter) }],
      zone: question.zone,
      dimensions: dimension === null ? [] : [dimension],
      metrics: ['events'],
      parts: aims.flatMap(partsOf),
      buckets: null,
      order: { by: 'events', descending: true },
      offset: 0,
      limit: MOST_CURRENCIES,
      only: null,
    });
  }
}

function aimOf(goal: GoalBody, { terms }: Question): Aim {
  const filter = filterOfNamed('goal', goal, terms);
  const { property, fixed } = goal.currency ?? {};
  return {
    filter,
    revenue: revenueOf(goal, [filter]),
    said: property === undefined ? null : `property:${property}`,
    currency: fixed ?? null,
  };
}

function countsOf({ filter }: Aim): Part[] {
  return [
    { filters: [filter], measure: 'events' },
    { filters: [filter], measure: 'visitors' },
  ];
}

/** The largest first; equal ones by currency, without one last. */
function sorted(amounts: ReadonlyMap<string | null, number>): GoalRevenue[] {
  const isBefore = (one: string | null, other: string | null): boolean =>
    other === null || (one !== null && one < other);
  return [...amounts]
    .map(([currency, amount]) => ({ currency, amount: money(amount) }))
    .sort((a, b) => b.amount - a.amount || (isBefore(a.currency, b.currency) ? -1 : 1));
}
