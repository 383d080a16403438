import { Cost, costText } from '../cost.ts';
import { type Load, loadDoor } from '../load.ts';
import { inProportion, QUIET, speedOf } from '../speed.ts';
import { Store } from '../store.ts';
import { makeProject, startBareRoute, startServer } from '../subjects.ts';
import { atLeast, atMost, both, ms, type Part, ratio, type Row, say, whole } from '../table.ts';

const CONNECTIONS = 64;
const ROUNDS = 3;
const SECONDS = 4;
const WARM_UP_SECONDS = 2;

interface Side {
  readonly name: string;
  readonly url: string;
  readonly pid: number;
  readonly database: number | null;
}

/** A load, and what a request of it cost. */
interface Measured extends Load {
  readonly cost: readonly [server: number, database: number];
}

/** The door of the one process, while the same process stores what it took. */
export const door: Part = {
  about: 'requests over 64 connections to the one process, which stores what it takes meanwhile',
  run: async () => {
    const server = await startServer();
    const store = new Store(server.databaseUrl);
    const bare = await startBareRoute();
    try {
      const { key, project_id: projectId } = makeProject(server, 'Door');
      const no = await store.projectNo(projectId);
      let accepted = 0;
      const load = async (side: Side, batch: number, seconds: number): Promise<Measured> => {
        const { url, pid, database } = side;
        const cost = new Cost(pid, database);
        const result = await loadDoor({ url, key, connections: CONNECTIONS, batch, seconds });
        if (side === ours) accepted += result.accepted;
        return { ...result, cost: cost.each(result.accepted / batch) };
      };
      const ours: Side = { ...server, name: 'the door', database: await store.pid() };
      const theirs: Side = { ...bare, name: 'the bare route', database: null };
      const rows: Row[] = [];
      for (const batch of [1, 50] as const) {
        const [taken, answered] = await inTurns(ours, theirs, (side, seconds) =>
          load(side, batch, seconds),
        );
        rows.push(batch === 1 ? singles(taken, answered) : batches(taken, answered));
        say('Waiting until everything is stored …');
        await store.drained(no, accepted);
      }
      const stored = await store.events(no);
      rows.push({
        what: 'accepted = stored',
        measured: `${whole(accepted)} accepted, ${whole(stored)} stored`,
        baseline: `${whole(await store.quarantined(no))} quarantined`,
        ratio: (stored / accepted).toFixed(2),
        limit: { text: 'equal', met: stored === accepted },
      });
      return rows;
    } finally {
      await bare.stop();
      await store.close();
      await server.stop();
    }
  },
};

/** One after the other and again, so that a machine that slows down slows both. */
async function inTurns(
  one: Side,
  other: Side,
  load: (side: Side, seconds: number) => Promise<Measured>,
): Promise<[Measured, Measured]> {
  const loads = new Map<Side, Measured[]>([one, other].map((side) => [side, []]));
  for (const side of [one, other]) await load(side, WARM_UP_SECONDS);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [side, results] of loads) {
      const result = await load(side, SECONDS);
      results.push(result);
      say(
        `${side.name}: ${whole(result.requestsPerSecond)} requests/s, p99 ${ms(result.p99)}, ${costText(result.cost)}`,
      );
    }
  }
  return [middle(loads.get(one) ?? []), middle(loads.get(other) ?? [])];
}

/** The round in the middle, by what it took. */
function middle(loads: readonly Measured[]): Measured {
  const sorted = loads.toSorted((a, b) => a.requestsPerSecond - b.requestsPerSecond);
  const [load] = sorted.slice(Math.floor(sorted.length / 2));
  if (!load) throw new Error('Nothing was measured.');
  return load;
}

function singles(ours: Measured, bare: Measured): Row {
  const share = ours.requestsPerSecond / bare.requestsPerSecond;
  const speed = speedOf(bare.requestsPerSecond, 1);
  return {
    what: 'single events',
    measured: `${whole(ours.requestsPerSecond)} requests/s, p50 ${ms(ours.p50)}, p99 ${ms(ours.p99)}${again(ours)}; ${costText(ours.cost)} a request`,
    baseline: bareText(bare, 1),
    ratio: share.toFixed(2),
    limit: both(
      atLeast(share, 0.45, '0.45'),
      atMost(ours.p99, 40 / speed, inProportion('p99 40 ms', 1 / speed)),
    ),
  };
}

function batches(ours: Measured, bare: Measured): Row {
  return {
    what: 'batches of 50',
    measured: `${whole(ours.eventsPerSecond)} events/s, p50 ${ms(ours.p50)}, p99 ${ms(ours.p99)}${again(ours)}; ${costText(ours.cost)} a request`,
    baseline: bareText(bare, 50),
    ratio: ratio(ours.requestsPerSecond, bare.requestsPerSecond),
  };
}

function again({ again: refused }: Load): string {
  return refused > 0 ? `, ${whole(refused)} sent again` : '';
}

function bareText(bare: Measured, batch: 1 | 50): string {
  return (
    `${whole(bare.requestsPerSecond)} requests/s: bare Fastify route, equal validation ` +
    `(a quiet machine's: ${whole(QUIET[batch])}); ${costText(bare.cost)} a request`
  );
}
