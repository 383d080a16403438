import { loadDoor } from '../load.ts';
import { waitingJobs } from '../monitor.ts';
import { inProportion, speedNow } from '../speed.ts';
import { Store } from '../store.ts';
import { makeProject, processorSeconds, startServer } from '../subjects.ts';
import { type Part, type Row, say, whole } from '../table.ts';

/** Events a second that a quiet machine is asked for. */
const RATE = 20_000;
const BATCH = 50;
const CONNECTIONS = 64;
const SECONDS = 25;
const WARM_UP_SECONDS = 3;
// What waits for no longer than this at the end does not grow.
const REST_SECONDS = 2;

/** What one process with its embedded PostgreSQL keeps up with, and what it needs for it on disk. */
export const stored: Part = {
  about: `${whole(RATE)} events/s in batches of ${BATCH} to the one process, taken and stored at once`,
  run: async () => {
    const speed = await speedNow();
    const asked = Math.round(RATE * speed);
    const server = await startServer();
    const store = new Store(server.databaseUrl);
    try {
      const { key, project_id: projectId } = makeProject(server, 'Stored');
      const no = await store.projectNo(projectId);
      const load = (seconds: number) =>
        loadDoor({
          url: server.url,
          key,
          connections: CONNECTIONS,
          batch: BATCH,
          rate: asked,
          seconds,
        });
      const warm = await load(WARM_UP_SECONDS);
      const before = await store.drained(no, warm.accepted);
      const used = processorSeconds(server.pid);
      const started = performance.now();
      const taken = await load(SECONDS);
      const answered = performance.now();
      const waiting = await waitingJobs(server.url);
      const events = await store.drained(no, warm.accepted + taken.accepted);
      const rest = (performance.now() - answered) / 1_000;
      const seconds = (performance.now() - started) / 1_000;
      const busy = (processorSeconds(server.pid) - used) / seconds;
      const rate = (events - before) / seconds;
      const accepted = warm.accepted + taken.accepted;
      say('Weighing what is stored …');
      await store.rolledUp(no);
      const weight = (await store.bytes()) / events;
      const alone = await store.copyOf(no);
      return [
        {
          what: 'taken and stored, from the first batch to the last event',
          measured:
            `${whole(rate)} events/s of ${whole(asked)} asked for, the rest ${rest.toFixed(1)} s after the last ` +
            `answer (${whole(waiting)} jobs waited), ${whole(accepted)} accepted, ${whole(events)} stored`,
          baseline: `${busy.toFixed(2)} processors: the server, without its database`,
          ratio: '',
          limit: {
            text: `≥ ${inProportion(`${whole(RATE)} events/s`, speed)}, the rest ≤ ${REST_SECONDS} s, all`,
            met:
              taken.eventsPerSecond >= asked * 0.99 && rest <= REST_SECONDS && events === accepted,
          },
        },
        {
          what: 'bytes an event of today, with ids, visits, people, rollups and indexes',
          measured: `${whole(weight)} B (${whole(events)} events)`,
          baseline: `${whole(alone.bytes / alone.rows)} B: the rows of events alone`,
          ratio: (weight / (alone.bytes / alone.rows)).toFixed(2),
        },
      ] satisfies Row[];
    } finally {
      await store.close();
      await server.stop();
    }
  },
};
