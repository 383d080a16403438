import { spawn } from 'node:child_process';
import path from 'node:path';

const MAIN = path.resolve(import.meta.dirname, '../main.js');

/** The server as a process of its own beside this command. */
export interface ServerBeside {
  /** Aborted when it has ended, whoever ended it. */
  readonly over: AbortSignal;
  /** Lets it finish what it has in hand; harmless when it is over. */
  stop(): Promise<void>;
}

/** Starts the server with the settings of this command, Node's included; it speaks on the same terminal. */
export function startServerBeside(): ServerBeside {
  // A group of its own: Ctrl-C reaches this command first, which then ends the server in good order.
  const child = spawn(process.execPath, [...process.execArgv, MAIN], {
    stdio: 'inherit',
    detached: true,
  });
  const ending = new AbortController();
  const ended = new Promise<void>((resolve) => {
    const end = (): void => {
      ending.abort();
      resolve();
    };
    child.once('exit', end);
    child.once('error', end);
  });
  return {
    over: ending.signal,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
