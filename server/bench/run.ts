/**
 * Measures the product on this machine: `make bench`, or `make bench ARGS="door live"` for some parts. Every number
 * stands beside a baseline of the same run, so that machines can be compared by the ratio. Each part keeps its rows in
 * results/, and RESULTS.md is written from all of them.
 */
import { parts, usual } from './parts.ts';
import { keep, writePage } from './results.ts';
import { say, table } from './table.ts';

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in parts));
if (unknown.length > 0) {
  process.stderr.write(
    `No such part: ${unknown.join(', ')}. There are: ${Object.keys(parts).join(', ')}.\n`,
  );
  process.exit(1);
}
for (const name of asked.length > 0 ? asked : usual) {
  const part = parts[name];
  if (!part) continue;
  say(`\n${name}: ${part.about}`);
  const rows = await part.run();
  say(`\n${table(rows)}`);
  await keep(name, rows, new Date());
  await writePage(
    Object.fromEntries(Object.entries(parts).map(([key, { about }]) => [key, about])),
  );
}
