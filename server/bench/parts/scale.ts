import { quantile } from '../load.ts';
import { type House, openHouse } from '../scale-house.ts';
import { baselines, dashboard, filters, questions } from '../scale-questions.ts';
import { inProportion, speedNow } from '../speed.ts';
import { atMost, type Limit, ms, type Part, ratio, type Row, say, whole } from '../table.ts';

const EVENTS = Number(process.env['SCALE_EVENTS'] ?? 10_000_000);
const SMALLER = 10;
const ALLOWED_GROWTH = 2;
const DASHBOARD_ROUNDS = 8;

/** The answers about very many events, and how much more they cost than answers about a tenth of them. */
export const scale: Part = {
  about: `answers about ${whole(EVENTS)} events of 30 days in the embedded PostgreSQL`,
  run: async () => {
    const before = await medians(Math.round(EVENTS / SMALLER));
    const speed = await speedNow();
    const house = await openHouse(EVENTS);
    try {
      const plain = await plainTimes(house);
      const rows: Row[] = [await weight(house)];
      const growth: (readonly [name: string, times: number])[] = [];
      for (const { name, ask, baseline, limit, rounds, plain: unfiltered } of questions) {
        const times = await timesOf(() => house.ask(ask), rounds);
        rows.push(rowOf(name, times, baseline, plain[baseline], within(limit, speed)));
        if (unfiltered) growth.push([name, quantile(times, 0.5) / (before[name] ?? 1)]);
      }
      for (const [name, scope, limit] of scopes()) {
        const all = (): Promise<number> =>
          Promise.all(dashboard(scope).map((one) => house.ask(one))).then((took) =>
            Math.max(...took),
          );
        const times = await timesOf(all, limit > 1_000 ? 2 : DASHBOARD_ROUNDS);
        rows.push(
          rowOf(
            `whole dashboard at once, ${name}`,
            times,
            'overview',
            plain.overview,
            within(limit, speed),
          ),
        );
      }
      return [...rows, grown(growth)];
    } finally {
      await house.close();
    }
  },
};

function scopes(): (readonly [name: string, scope: string, limit: number])[] {
  return [
    ['30 days', 'period=30d', 250],
    ['7 days', 'period=7d', 250],
    ...Object.entries(filters).map(
      ([name, [filter]]) => [`30 days where ${name}`, `period=30d&${filter}`, 2_500] as const,
    ),
  ];
}

/** What the unfiltered questions take of fewer events. */
async function medians(events: number): Promise<Record<string, number>> {
  const house = await openHouse(events);
  try {
    const found: Record<string, number> = {};
    for (const { name, ask, rounds } of questions.filter((one) => one.plain)) {
      found[name] = quantile(await timesOf(() => house.ask(ask), rounds), 0.5);
    }
    return found;
  } finally {
    await house.close();
  }
}

async function plainTimes(house: House): Promise<Record<keyof typeof baselines, number>> {
  say('Asking the same of the raw events …');
  const times: Partial<Record<keyof typeof baselines, number>> = {};
  for (const [name, sql] of Object.entries(baselines)) {
    times[name as keyof typeof baselines] = await house.plain(sql);
  }
  return times as Record<keyof typeof baselines, number>;
}

/** After one that is not counted. */
async function timesOf(once: () => Promise<number>, rounds: number): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const took = await once();
    if (round > 0) times.push(took);
  }
  return times;
}

/** What was promised for a quiet machine takes longer on one that is not. */
function within(milliseconds: number, speed: number): (p95: number) => Limit {
  const text = inProportion(`${whole(milliseconds)} ms`, 1 / speed);
  return (p95) => atMost(p95, milliseconds / speed, text);
}

function rowOf(
  name: string,
  times: readonly number[],
  baseline: string,
  plain: number,
  limit: (p95: number) => Limit,
): Row {
  const [p50, p95] = [quantile(times, 0.5), quantile(times, 0.95)];
  say(`  ${name}: ${shown(p95)}`);
  return {
    what: name,
    measured: `p50 ${shown(p50)}, p95 ${shown(p95)}`,
    baseline: `${ms(plain)}: plain SQL over the events (${baseline})`,
    ratio: Number.isFinite(p50) ? ratio(p50, plain) : '–',
    limit: limit(p95),
  };
}

async function weight(house: House): Promise<Row> {
  const { ours, events } = await house.bytesAnEvent();
  return {
    what: 'bytes an event, with ids, visits, people, rollups and indexes',
    measured: `${whole(ours)} B (${whole(events)} events)`,
    baseline: '',
    ratio: '',
    limit: atMost(ours, 250, '250 B'),
  };
}

function grown(growth: readonly (readonly [name: string, times: number])[]): Row {
  const sorted = growth.toSorted(([, a], [, b]) => b - a);
  const [name, worst] = sorted[0] ?? ['', 1];
  const [, middle] = sorted[sorted.length >> 1] ?? ['', 1];
  return {
    what: `unfiltered answers, compared with ${whole(EVENTS / SMALLER)} events`,
    measured: `${middle.toFixed(2)} × in the median, ${worst.toFixed(2)} × at most (${name})`,
    baseline: `1: the same with a tenth of the events`,
    ratio: worst.toFixed(2),
    limit: atMost(worst, ALLOWED_GROWTH, `${ALLOWED_GROWTH} ×`),
  };
}

function shown(milliseconds: number): string {
  return Number.isFinite(milliseconds) ? ms(milliseconds) : 'more than 10 s (503)';
}
