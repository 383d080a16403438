import type { Command } from 'commander';
import { QuarantinedRepository } from '../ingest/inspector/quarantined.repository.js';
import { Replays } from '../ingest/inspector/replays.service.js';
import { findProject } from './find-project.js';
import { inHouse } from './house.js';
import { grouped, whole } from './options.js';
import type { Terminal } from './terminal.js';

interface QuarantineOptions {
  project: string;
  limit: number;
  replay: boolean;
}

/** `quarantine`: lists the events that could not be stored, or tries them again. */
export function addQuarantineCommand(program: Command, terminal: Terminal): void {
  program
    .command('quarantine')
    .description('list events that could not be stored, newest first, or try them again')
    .requiredOption('--project <id|name>', 'the project')
    .option('--limit <number>', 'how many are listed', whole(1, 1_000), 50)
    .option('--replay', 'put the newest thousand back into the queue', false)
    .action(async (options: QuarantineOptions) => {
      await inHouse(terminal.settings(), async (house) => {
        const project = await findProject(house, options.project);
        if (options.replay) {
          const replayed = await house.get(Replays).replay(project);
          return terminal.print(
            `${grouped(replayed)} put back; those that still cannot be stored return.`,
          );
        }
        const rows = await house.get(QuarantinedRepository).list(project.no, options.limit, null);
        for (const { at, event, reason, detail } of rows) {
          terminal.print(`${at.toISOString()}  ${event.name}  ${event.id}  ${reason}: ${detail}`);
        }
        terminal.print(
          rows.length === 0 ? 'Nothing waits there.' : `${grouped(rows.length)} listed.`,
        );
      });
    });
}
