import { Command, CommanderError } from 'commander';
import { EnvironmentError } from '../platform/config/environment.js';
import { DataFolderInUse } from '../platform/embedded/data-folder.js';
import { Problem } from '../platform/http/problem.js';
import { addDemoCommand } from './demo-command.js';
import { addEraseCommand } from './erase-command.js';
import { addExportCommand } from './export-command.js';
import { addMigrateCommands } from './migrate-commands.js';
import { addQuarantineCommand } from './quarantine-command.js';
import { addSeedCommand } from './seed-command.js';
import { CommandFailed, type Terminal } from './terminal.js';
import { addUserCommand } from './user-command.js';
import { addVerifyCommand } from './verify-command.js';

const UNDEFINED_TABLE = '42P01';

/** Does what `words` say; whatever goes wrong is said on the terminal. Resolves with the exit code of the process. */
export async function runProgram(words: readonly string[], terminal: Terminal): Promise<number> {
  const program = new Command('cli')
    .description('What an operator does by hand. It works beside a running server and without one.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.complain(text.trimEnd()),
    });
  addMigrateCommands(program, terminal);
  addUserCommand(program, terminal);
  addSeedCommand(program, terminal);
  addDemoCommand(program, terminal);
  addVerifyCommand(program, terminal);
  addExportCommand(program, terminal);
  addEraseCommand(program, terminal);
  addQuarantineCommand(program, terminal);
  try {
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    // Commander has said what is wrong, or has printed the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode;
    terminal.complain(messageOf(error));
    return 1;
  }
  return terminal.exitCode;
}

function messageOf(error: unknown): string {
  if (error instanceof Problem) return error.detail;
  if (error instanceof Error && 'code' in error && error.code === UNDEFINED_TABLE) {
    return 'The database has no tables yet. Make them first: npm run cli -- migrate';
  }
  const isTheirs =
    error instanceof CommandFailed ||
    error instanceof EnvironmentError ||
    error instanceof DataFolderInUse;
  if (isTheirs) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
