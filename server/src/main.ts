import './platform/node/require-node.js';
import { EnvironmentError, readEnvironment } from './platform/config/environment.js';
import { DataFolderInUse } from './platform/embedded/data-folder.js';
import { PortTaken } from './platform/http/free-port.js';
import { startServer } from './server.js';

const LONGEST_DRAIN_MS = 25_000;

try {
  const starting = startServer(readEnvironment());
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    // Heard while it is starting, too: its database must not be left alone.
    process.once(signal, () => {
      // A store that is away can hold a job for ever; what is not acknowledged will be done again.
      setTimeout(() => process.exit(1), LONGEST_DRAIN_MS).unref();
      void starting
        .then((server) => server.stop())
        .then(
          () => process.exit(0),
          () => process.exit(1),
        );
    });
  }
  await starting;
} catch (error) {
  // A setting, a port, a folder in use: the person who starts it reads one message, not where it was thrown.
  const isTheirs =
    error instanceof EnvironmentError ||
    error instanceof PortTaken ||
    error instanceof DataFolderInUse;
  process.stderr.write(`${isTheirs ? error.message : describe(error)}\n`);
  process.exit(1);
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
