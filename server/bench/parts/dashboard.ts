import { askAll, signIn } from '../questions.ts';
import { Store } from '../store.ts';
import { type Made, startServer } from '../subjects.ts';
import { atMost, ms, type Part, ratio, say, whole } from '../table.ts';

const SEEDED = 300_000;
const BYTES = 250;

/** The questions of the dashboard about a small site, and what its month weighs. */
export const dashboard: Part = {
  about: `${whole(SEEDED)} events of 30 days: their weight, and the questions of the dashboard`,
  run: async () => {
    const server = await startServer();
    const store = new Store(server.databaseUrl);
    try {
      say('Seeding …');
      const words = ['--name', 'Bench', '--events', String(SEEDED), '--zone', 'UTC', '--json'];
      const made = JSON.parse(server.cli('demo', ...words)) as Made;
      const no = await store.projectNo(made.project_id);
      await store.rolledUp(no);
      say('Asking …');
      const token = await signIn(server.url, made.email, made.password);
      await store.countingTime(no);
      const counting = Math.min(await store.countingTime(no), await store.countingTime(no));
      const answers = (await askAll(server.url, token, made.project_id)).map(
        ({ name, p50, p95 }) => ({
          what: name,
          measured: `p50 ${ms(p50)}, p95 ${ms(p95)}`,
          baseline: `${ms(counting)}: count(*) of the events`,
          ratio: ratio(p50, counting),
        }),
      );
      await store.forgetOldIds();
      const [weight, alone] = [
        (await store.bytes()) / (await store.events(no)),
        await store.copyOf(no),
      ];
      return [
        {
          what: 'bytes an event, with ids, visits, people, rollups and indexes',
          measured: `${whole(weight)} B`,
          baseline: `${whole(alone.bytes / alone.rows)} B: the rows of events alone`,
          ratio: ratio(weight, alone.bytes / alone.rows),
          limit: atMost(weight, BYTES, `${BYTES} B`),
        },
        ...answers,
      ];
    } finally {
      await store.close();
      await server.stop();
    }
  },
};
