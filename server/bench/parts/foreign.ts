import { measureDoors, MOST } from '../doors.ts';
import { makeProject, startServer } from '../subjects.ts';
import { atMost, ms, type Part } from '../table.ts';

/** What the doors for other products' SDKs cost. */
export const foreign: Part = {
  about: 'the same 1,000 events in one request, through our own door and those of others, in turns',
  run: async () => {
    const server = await startServer();
    try {
      const costs = await measureDoors(server.url, makeProject(server, 'Doors').key);
      const [own] = costs;
      return costs.slice(1).map(({ door, ms: took, ratio, bytes }) => ({
        what: `the door of ${door}`,
        measured: `${ms(took)}, ${Math.round(bytes / 1_000)} kB`,
        baseline: `${ms(own?.ms ?? 0)}, ${Math.round((own?.bytes ?? 0) / 1_000)} kB: our own door`,
        ratio: ratio.toFixed(2),
        limit: atMost(ratio, MOST, String(MOST)),
      }));
    } finally {
      await server.stop();
    }
  },
};
