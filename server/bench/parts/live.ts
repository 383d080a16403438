import { setTimeout as pause } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { loadDoor, quantile } from '../load.ts';
import { signIn } from '../questions.ts';
import { makeProject, startServer } from '../subjects.ts';
import { atMost, ms, type Part, type Row, say, whole } from '../table.ts';

const RATE = 1_000;
const BATCH = 10;
const CONNECTIONS = 16;
const SECONDS = 30;
const WARM_UP_MS = 5_000;
const LOOK_MS = 10;
const MOST_MS = { feed: 250, overview: 3_000 } as const;
const LATEST_MS = 20_000;

interface Frame {
  readonly items: readonly object[];
  readonly skipped: number;
}

/** How many events somebody has seen so far. */
type Seen = () => number | Promise<number>;

/** How long it takes until people see what was accepted: in the feed, shown or counted, and in the overview. */
export const live: Part = {
  about: `from the answer of the door to the eyes of people, at ${whole(RATE)} events/s, the one process`,
  run: async () => {
    const server = await startServer();
    const { key, project_id: projectId, email, password } = makeProject(server, 'Live');
    const token = await signIn(server.url, email, password);
    const feed = await watch(server.url, token, projectId);
    try {
      let accepted = 0;
      let isOver = false;
      const loading = loadDoor({
        ...{ url: server.url, key, connections: CONNECTIONS, batch: BATCH, rate: RATE },
        seconds: SECONDS,
        taken: (events) => (accepted = events),
      }).finally(() => (isOver = true));
      await pause(WARM_UP_MS);
      const looks = async (seen: Seen): Promise<number[]> => {
        const times: number[] = [];
        while (!isOver) times.push(await until(seen, accepted));
        return times;
      };
      const overview = `${server.url}/api/v1/analytics/${projectId}/overview?period=today`;
      const [load, toFeed, toOverview] = await Promise.all([
        loading,
        looks(() => feed.told),
        looks(() => totalOf(overview, token)),
      ]);
      say(`${whole(load.accepted)} events, ${toFeed.length} and ${toOverview.length} looks`);
      return [
        row('POST → live feed', toFeed, MOST_MS.feed, load.p50),
        row('POST → in the overview', toOverview, MOST_MS.overview, load.p50),
      ];
    } finally {
      feed.socket.close();
      await server.stop();
    }
  },
};

/** A viewer of the live window, who counts what was shown or left out. */
async function watch(
  url: string,
  token: string,
  projectId: string,
): Promise<{ readonly told: number; readonly socket: Socket }> {
  const socket = io(`${url}/live`, {
    path: '/api/v1/ws',
    auth: { token },
    transports: ['websocket'],
  });
  const viewer = { told: 0, socket };
  socket.on('events', ({ items, skipped }: Frame) => {
    viewer.told += items.length + skipped;
  });
  await socket.emitWithAck('subscribe', { project_id: projectId });
  return viewer;
}

async function totalOf(question: string, token: string): Promise<number> {
  const answer = await fetch(question, { headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok) throw new Error(`The overview: ${answer.status}`);
  return ((await answer.json()) as { total_events: number }).total_events;
}

/** Milliseconds until so many events are seen. */
async function until(seen: Seen, events: number): Promise<number> {
  const started = performance.now();
  while ((await seen()) < events && performance.now() - started < LATEST_MS) await pause(LOOK_MS);
  return performance.now() - started;
}

function row(what: string, times: readonly number[], most: number, answered: number): Row {
  const [p50, p95] = [quantile(times, 0.5) + answered, quantile(times, 0.95) + answered];
  return {
    what,
    measured: `p50 ${ms(p50)}, p95 ${ms(p95)} (${whole(times.length)} looks)`,
    baseline: `${ms(answered)}: the answer of the door, p50`,
    ratio: (p50 / answered).toFixed(1),
    limit: atMost(p95, most, `p95 ${whole(most)} ms`),
  };
}
