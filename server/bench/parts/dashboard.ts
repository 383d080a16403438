import { askAll, signIn } from '../questions.ts';
import { Store } from '../store.ts';
import { type Made, startServer } from '../subjects.ts';
import { ms, type Part, ratio, say, whole } from '../table.ts';

const SEEDED = 100_000;

/** The questions of the dashboard about a small site. */
export const dashboard: Part = {
  about: `questions of the dashboard about ${whole(SEEDED)} events of 30 days`,
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
      return (await askAll(server.url, token, made.project_id)).map(({ name, p50, p95 }) => ({
        what: name,
        measured: `p50 ${ms(p50)}, p95 ${ms(p95)}`,
        baseline: `${ms(counting)}: count(*) of the events`,
        ratio: ratio(p50, counting),
      }));
    } finally {
      await store.close();
      await server.stop();
    }
  },
};
