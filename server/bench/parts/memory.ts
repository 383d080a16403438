import { setTimeout as pause } from 'node:timers/promises';
import { loadDoor, quantile } from '../load.ts';
import { speedNow } from '../speed.ts';
import { Store } from '../store.ts';
import { makeProject, residentMegabytes, startServer } from '../subjects.ts';
import { atMost, type Part, say, whole } from '../table.ts';

/** Events a second that a quiet machine is asked for. */
const RATE = 20_000;
const BATCH = 50;
const CONNECTIONS = 64;
const MINUTES = Number(process.env['BENCH_SOAK_MINUTES'] ?? 2);
const IDLE_SECONDS = 15;
const MOST = { idle: 250, loaded: 500 } as const;
// The second half of the load may not stand higher above the first by more than this.
const FLAT = 1.1;

/** What the one process holds, idle and under load for minutes (BENCH_SOAK_MINUTES). */
export const memory: Part = {
  about: `resident memory of the one process, idle and at ${whole(RATE)} events/s for minutes`,
  run: async () => {
    const asked = Math.round(RATE * (await speedNow()));
    const server = await startServer();
    const store = new Store(server.databaseUrl);
    try {
      const { key, project_id: projectId } = makeProject(server, 'Memory');
      await pause(IDLE_SECONDS * 1_000);
      const idle = residentMegabytes(server.pid);
      const seen: number[] = [];
      const load = await loadDoor({
        ...{ url: server.url, key, connections: CONNECTIONS, batch: BATCH, rate: asked },
        seconds: MINUTES * 60,
        progress: (second, accepted) => {
          seen.push(residentMegabytes(server.pid));
          if (second % 15 !== 0) return;
          say(`${second} s · ${whole(accepted)} accepted · ${whole(seen.at(-1) ?? 0)} MB`);
        },
      });
      const most = Math.max(...seen);
      // The first minute fills caches and lets the heap find its size.
      const steady = seen.slice(Math.floor(seen.length / 4));
      const middle = Math.floor(steady.length / 2);
      const growth = quantile(steady.slice(middle), 0.5) / quantile(steady.slice(0, middle), 0.5);
      const events = await store.drained(await store.projectNo(projectId), load.accepted);
      return [
        {
          what: 'memory, idle',
          measured: `${whole(idle)} MB`,
          baseline: '',
          ratio: '',
          limit: atMost(idle, MOST.idle, `${MOST.idle} MB`),
        },
        {
          what: `memory at ${whole(load.eventsPerSecond)} events/s for ${MINUTES} minutes`,
          measured:
            `${whole(asked)} events/s asked for, at most ${whole(most)} MB, in the end ${growth.toFixed(2)} × of the middle; ` +
            `${whole(load.accepted)} accepted, ${whole(events)} stored`,
          baseline: `${whole(idle)} MB: idle`,
          ratio: (most / idle).toFixed(2),
          limit: {
            text: `≤ ${MOST.loaded} MB, flat (≤ ${FLAT}), all stored`,
            met: most <= MOST.loaded && growth <= FLAT && events === load.accepted,
          },
        },
      ];
    } finally {
      await store.close();
      await server.stop();
    }
  },
};
