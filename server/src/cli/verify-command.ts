import type { Command } from 'commander';
import { type Difference, RollupCheck } from '../events/postgres/rollup.check.js';
import { findProject } from './find-project.js';
import { inHouse } from './house.js';
import { grouped } from './options.js';
import type { Terminal } from './terminal.js';

// A number on a screen, not a packed set.
const LONGEST_VALUE = 40;

/** `verify`: recounts every remembered day from its events. Exit code 1 when differences remain. */
export function addVerifyCommand(program: Command, terminal: Terminal): void {
  program
    .command('verify')
    .description('compare the rollups with the events they were made from')
    .option('--project <id|name>', 'this project only')
    .option('--fix', 'recount the days that differ', false)
    .action(async (options: { project?: string; fix: boolean }) => {
      await inHouse(terminal.settings(), async (house) => {
        const check = house.get(RollupCheck);
        const no =
          options.project === undefined ? null : (await findProject(house, options.project)).no;
        let found = 0;
        for await (const difference of check.verify(no, options.fix)) {
          found += 1;
          terminal.print(describe(difference));
        }
        if (found === 0) return terminal.print('The rollups agree with the events.');
        const remaining = options.fix ? await count(check.verify(no, false)) : found;
        terminal.print(
          remaining === 0
            ? `${differences(found)} found and healed.`
            : `${differences(remaining)}${options.fix ? ' could not be healed' : ' found; --fix heals them'}.`,
        );
        if (remaining > 0) terminal.exitCode = 1;
      });
    });
}

function describe(difference: Difference): string {
  const { projectNo, day, dimension, value, measure, rollup, raw } = difference;
  const place = value === '' ? dimension : `${dimension} «${value}»`;
  return `project ${projectNo}, ${day}, ${place}: ${measure} is ${short(rollup)}, counted ${short(raw)}`;
}

function short(text: string): string {
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE)}…`;
}

function differences(count: number): string {
  return count === 1 ? '1 difference' : `${grouped(count)} differences`;
}

async function count(list: AsyncIterable<unknown>): Promise<number> {
  let length = 0;
  for await (const _ of list) length += 1;
  return length;
}
