import { quantile } from '../load.ts';
import { costText } from '../cost.ts';
import { type House, type Ingested, openHouse } from '../scale-house.ts';
import { baselines, dashboard, filterBy, filters, questions } from '../scale-questions.ts';
import { inProportion, speedNow } from '../speed.ts';
import {
  atLeast,
  atMost,
  type Limit,
  ms,
  type Part,
  ratio,
  type Row,
  say,
  whole,
} from '../table.ts';

const EVENTS = Number(process.env['SCALE_EVENTS'] ?? 10_000_000);
const SMALLER = 10;
const ALLOWED_GROWTH = 2;
/** The share of the rate at which events came in before that is left. */
const LEFT_OF_INGEST = 0.9;
const DASHBOARD_ROUNDS = 8;
const INGEST_ROUNDS = 5;

/** The answers about very many events, and how much more they cost than answers about a tenth of them. */
export const scale: Part = {
  about: `answers about ${whole(EVENTS)} events of 30 days in the embedded PostgreSQL`,
  run: async () => {
    const smaller = await openHouse(Math.round(EVENTS / SMALLER));
    try {
      const house = await openHouse(EVENTS);
      try {
        return await rowsOf(house, smaller);
      } finally {
        await house.close();
      }
    } finally {
      await smaller.close();
    }
  },
};

/** What a house answers, and what more it takes than in a smaller one, which is asked the same in turns. */
async function rowsOf(house: House, smaller: House): Promise<Row[]> {
  const plain = await plainTimes(house);
  const speed = await speedNow();
  const rows: Row[] = [weighed(house)];
  const growth: (readonly [name: string, times: number])[] = [];
  for (const { name, ask, baseline, limit, rounds, plain: unfiltered } of questions) {
    const asked = unfiltered ? [house, smaller] : [house];
    const [times = [], fewer] = await inTurns(
      asked.map((one) => () => one.ask(ask)),
      rounds,
    );
    rows.push(rowOf(name, times, baseline, plain[baseline], within(limit, speed)));
    if (fewer) growth.push([name, quantile(times, 0.5) / quantile(fewer, 0.5)]);
  }
  for (const [name, scope, limit] of scopes()) {
    const all = (round: number): Promise<number> =>
      Promise.all(dashboard(scope(round)).map((one) => house.ask(one))).then((took) =>
        Math.max(...took),
      );
    const [times = []] = await inTurns([all], limit > 1_000 ? 2 : DASHBOARD_ROUNDS);
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
  rows.push(grown(growth));
  rows.push(await slowed(house, smaller));
  return rows;
}

type Scope = readonly [name: string, scope: (round: number) => string, limit: number];

function scopes(): Scope[] {
  const filtered = Object.entries(filters).map(([name, [filter]]): Scope => [
    `30 days where ${name}`,
    () => `period=30d&${filter}`,
    2_500,
  ]);
  const other = (round: number): string => filterBy('property:product', `product-${20 + round}`);
  return [
    ['30 days', () => 'period=30d', 250],
    ['7 days', () => 'period=7d', 250],
    ...filtered,
    [
      '30 days where property product is one that nobody has asked for',
      (round) => `period=30d&${other(round)}`,
      2_500,
    ],
  ];
}

async function plainTimes(house: House): Promise<Record<keyof typeof baselines, number>> {
  say('Asking the same of the raw events …');
  const times: Partial<Record<keyof typeof baselines, number>> = {};
  for (const [name, sql] of Object.entries(baselines)) {
    times[name as keyof typeof baselines] = await house.plain(sql);
  }
  return times as Record<keyof typeof baselines, number>;
}

/** One after the other and again, each after once that is not counted. */
async function inTurns(
  all: readonly ((round: number) => Promise<number>)[],
  rounds: number,
): Promise<number[][]> {
  const times = all.map((): number[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, once] of all.entries()) {
      const took = await once(round);
      if (round > 0) times[index]?.push(took);
    }
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

function weighed({ weight: { ours, events, text } }: House): Row {
  return {
    what: 'bytes an event, with ids, visits, people, rollups and indexes',
    measured: `${whole(ours)} B (${whole(events)} events; rows + indexes: ${text})`,
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

/** How fast events come in, in turns beside very many and beside fewer. */
async function slowed(house: House, smaller: House): Promise<Row> {
  say('Taking events in …');
  const [now, before]: [Ingested[], Ingested[]] = [[], []];
  // After once that is not counted: what came in is counted up in the one while the other takes events in.
  for (let round = 0; round <= INGEST_ROUNDS; round += 1) {
    const [one, other] = [await house.ingest(), await smaller.ingest()];
    if (round === 0) continue;
    now.push(one);
    before.push(other);
  }
  const middle = (all: readonly Ingested[]): Ingested =>
    all.toSorted((a, b) => a.eventsPerSecond - b.eventsPerSecond)[all.length >> 1] as Ingested;
  const left = middle(now).eventsPerSecond / middle(before).eventsPerSecond;
  const text = ({ eventsPerSecond, cost }: Ingested): string =>
    `${whole(eventsPerSecond)} events/s, ${costText(cost)} an event`;
  return {
    what: `batches of 50, taken and stored beside ${whole(EVENTS)} events`,
    measured: text(middle(now)),
    baseline: `${text(middle(before))}: beside a tenth of them`,
    ratio: left.toFixed(2),
    limit: atLeast(left, LEFT_OF_INGEST, String(LEFT_OF_INGEST)),
  };
}

function shown(milliseconds: number): string {
  return Number.isFinite(milliseconds) ? ms(milliseconds) : 'more than 10 s (503)';
}
