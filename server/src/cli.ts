import './platform/node/require-node.js';
import { Command, CommanderError } from 'commander';
import { addDemoCommand } from './cli/demo-command.js';
import { addEraseCommand } from './cli/erase-command.js';
import { addExportCommand } from './cli/export-command.js';
import { addMigrateCommands } from './cli/migrate-commands.js';
import { addSeedCommand } from './cli/seed-command.js';
import { addQuarantineCommand } from './cli/quarantine-command.js';
import { CommandFailed, openTerminal } from './cli/terminal.js';
import { addUserCommand } from './cli/user-command.js';
import { addVerifyCommand } from './cli/verify-command.js';
import { EnvironmentError } from './platform/config/environment.js';
import { DataFolderInUse } from './platform/embedded/data-folder.js';
import { Problem } from './platform/http/problem.js';

const UNDEFINED_TABLE = '42P01';

const terminal = openTerminal();
const program = new Command('cli')
  .description('What an operator does by hand. It works beside a running server and without one.')
  .exitOverride();

addMigrateCommands(program, terminal);
addUserCommand(program, terminal);
addSeedCommand(program, terminal);
addDemoCommand(program, terminal);
addVerifyCommand(program, terminal);
addExportCommand(program, terminal);
addEraseCommand(program, terminal);
addQuarantineCommand(program, terminal);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = 1;
  if (error instanceof CommanderError) {
    // Commander has said what is wrong, or has printed the help that was asked for.
    process.exitCode = error.exitCode;
  } else {
    process.stderr.write(`${messageOf(error)}\n`);
  }
}
// Whatever a library still holds open, the command is over.
process.exit();

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
