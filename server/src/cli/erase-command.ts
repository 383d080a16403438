import type { Command } from 'commander';
import type { RemovalSize } from '../events/removal.js';
import { Removals } from '../analytics/removals/removals.service.js';
import { findProject } from './find-project.js';
import { inHouse } from './house.js';
import { grouped } from './options.js';
import { progressLine } from './seed-command.js';
import type { Terminal } from './terminal.js';

interface EraseOptions {
  project: string;
  user: string;
  yes: boolean;
}

/** `erase`: removes everything kept of a person; without `--yes` says what that would be. */
export function addEraseCommand(program: Command, terminal: Terminal): void {
  program
    .command('erase')
    .description('remove everything kept of a person; without --yes only says what that would be')
    .requiredOption('--project <id|name>', 'the project')
    .requiredOption('--user <id>', 'an id of the person: a user id, or an anonymous id')
    .option('--yes', 'do it', false)
    .action(async (options: EraseOptions) => {
      await inHouse(terminal.settings(), async (house) => {
        const project = await findProject(house, options.project);
        const removals = house.get(Removals);
        const subject = { kind: 'person', person: options.user } as const;
        terminal.print(describe(await removals.preview(project, subject)));
        if (!options.yes) return terminal.print('Nothing was changed. With --yes it is removed.');
        const { id } = await removals.note(project, subject, new Date());
        const started = performance.now();
        try {
          await removals.run(id, terminal.interrupted, ({ removed, total }) =>
            terminal.progress(progressLine(removed, total, started)),
          );
        } catch (error) {
          if (!terminal.interrupted.aborted) throw error;
          terminal.exitCode = 130;
          return terminal.print('Interrupted: a running server goes on with it within a minute.');
        }
        const { removed } = await removals.find(project, id);
        terminal.print(`Removed ${grouped(removed)} events and messages, and the person.`);
      });
    });
}

function describe({
  ids,
  events,
  messages,
  visits,
  quarantined,
  first,
  last,
}: RemovalSize): string {
  const lines = [
    `Known as ${ids.map((id) => `«${id}»`).join(', ') || 'nobody'}: ${grouped(events)} events and ${grouped(messages)} messages in ${grouped(visits)} visits.`,
  ];
  if (first && last) lines.push(`From ${first.toISOString()} to ${last.toISOString()}.`);
  if (quarantined > 0) lines.push(`${grouped(quarantined)} more wait in quarantine.`);
  return lines.join('\n');
}
