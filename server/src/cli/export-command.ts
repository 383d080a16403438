import { type Command, Option } from 'commander';
import { createWriteStream } from 'node:fs';
import { access, rename, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { QuestionReader } from '../analytics/question-reader.js';
import { RawExports } from '../analytics/raw-exports.service.js';
import { type EventFormat, eventFormats } from '../analytics/tables/event-file.js';
import { findProject } from './find-project.js';
import { inHouse } from './house.js';
import { grouped } from './options.js';
import { progressLine } from './seed-command.js';
import { CommandFailed, type Terminal } from './terminal.js';

interface ExportOptions {
  project: string;
  from?: string;
  to?: string;
  format: EventFormat;
  gzip: boolean;
  output?: string;
}

/** `export`: the events of a range as a file. */
export function addExportCommand(program: Command, terminal: Terminal): void {
  program
    .command('export')
    .description('write the events of a project, oldest first, into a file or to standard output')
    .requiredOption('--project <id|name>', 'the project')
    .option('--from <time>', 'ISO 8601 day or time in its zone; from the first event when absent')
    .option('--to <time>', 'not included; until now when absent')
    .addOption(
      new Option('--format <name>', 'of the file').choices(eventFormats).default('jsonl' as const),
    )
    .option('--gzip', 'pack it', false)
    .option('--output <file>', 'a file that is not there yet; standard output when absent')
    .action(async (options: ExportOptions) => {
      const { output } = options;
      if (output !== undefined && (await exists(output))) {
        throw new CommandFailed(`${output} is there already; name another file.`);
      }
      await inHouse(terminal.settings(), async (house) => {
        const project = await findProject(house, options.project);
        const range =
          options.from === undefined
            ? { period: 'all' as const }
            : { start: options.from, ...(options.to !== undefined && { end: options.to }) };
        if (options.from === undefined && options.to !== undefined) {
          throw new CommandFailed('--to needs --from.');
        }
        const question = await house.get(QuestionReader).read({ range }, project, new Date());
        const started = performance.now();
        let done = 0;
        const { total, file } = await house.get(RawExports).open(
          question,
          {
            ...options,
            onProgress: (events) => {
              done = events;
              if (output !== undefined) terminal.progress(progressLine(events, total, started));
            },
          },
          terminal.interrupted,
        );
        try {
          await (output === undefined ? print(file, terminal) : write(file, output));
        } catch (error) {
          if (!terminal.interrupted.aborted) throw error;
          terminal.exitCode = 130;
          terminal.complain('Interrupted: there is no file.');
          return;
        }
        const line = `${project.name}: ${grouped(done)} of ${grouped(total)} events written`;
        if (output === undefined) terminal.complain(`${line}.`);
        else terminal.print(`${line} to ${output}.`);
      });
    });
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** Under its name it is whole. */
async function write(file: Readable, output: string): Promise<void> {
  const part = `${output}.part`;
  try {
    await pipeline(file, createWriteStream(part));
    await rename(part, output);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function print(file: Readable, { output }: Terminal): Promise<void> {
  await pipeline(file, output, { end: false });
}
