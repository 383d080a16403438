import './platform/node/require-node.js';
import { runProgram } from './cli/program.js';
import { openTerminal } from './cli/terminal.js';

// Whatever a library still holds open, the command is over.
process.exit(await runProgram(process.argv.slice(2), openTerminal()));
