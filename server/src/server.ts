import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from './app.js';
import { Environment } from './platform/config/environment.js';
import {
  announceUrl,
  holdDataFolder,
  keptSecret,
  releaseDataFolder,
} from './platform/embedded/data-folder.js';
import { type EmbeddedDatabase, startEmbedded } from './platform/embedded/embedded-database.js';
import { ReadinessCheck } from './platform/health/readiness.js';
import { choosePort } from './platform/http/free-port.js';

/** A server that answers. */
export interface RunningServer {
  readonly app: NestFastifyApplication;
  readonly url: string;
  /** Finishes what it has in hand, then lets go of everything; harmless when called twice. */
  stop(): Promise<void>;
}

/** Starts everything these settings ask for and says where it answers. */
export async function startServer(given: Environment): Promise<RunningServer> {
  const port = await choosePort(given.port, given.host, given.embedded && !given.portChosen);
  const database = given.embedded ? await openEmbedded(given.dataDir) : undefined;
  const environment = await completed(given, port, database);
  const letGo = async (): Promise<void> => {
    await database?.stop();
    if (given.embedded) await releaseDataFolder(given.dataDir);
  };
  let app: NestFastifyApplication;
  try {
    app = await createApp(environment);
    await app.listen(port, environment.host);
  } catch (error) {
    await letGo();
    throw error;
  }
  if (database) await announceUrl(given.dataDir, environment.publicUrl);
  process.stdout.write(banner(environment, given.port, database));
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    app.get(ReadinessCheck).stop();
    // The application first: its queues would take the end of the database for an accident.
    await app.close();
    await letGo();
  };
  return { app, url: environment.publicUrl, stop: () => (stopped ??= stop()) };
}

async function openEmbedded(dataDir: string): Promise<EmbeddedDatabase> {
  await holdDataFolder(dataDir);
  try {
    return await startEmbedded(dataDir);
  } catch (error) {
    await releaseDataFolder(dataDir);
    throw error;
  }
}

/** The settings with what was found out at start: port, address, database and secret. */
async function completed(
  given: Environment,
  port: number,
  database: EmbeddedDatabase | undefined,
): Promise<Environment> {
  const guessed = given.publicUrl === `http://localhost:${given.port}`;
  return new Environment({
    ...given,
    port,
    publicUrl: guessed ? `http://localhost:${port}` : given.publicUrl,
    ...(database && {
      databaseUrl: database.url,
      secretKey: given.secretKey || (await keptSecret(given.dataDir, 'secret-key')),
    }),
  });
}

function banner(
  environment: Environment,
  wantedPort: number,
  database: EmbeddedDatabase | undefined,
): string {
  const lines = [
    '',
    environment.servesApi
      ? `  Analytics Dashboard is ready:  ${environment.publicUrl}`
      : `  Analytics Dashboard worker is ready (health on port ${environment.port})`,
  ];
  if (environment.port !== wantedPort) {
    lines.push(
      `  Port ${wantedPort} was busy, so this is ${environment.port}; PORT chooses another.`,
    );
  }
  if (database) {
    lines.push(`  Data: ${environment.dataDir}`);
    if (!database.cluster.startsWith(environment.dataDir)) {
      lines.push(`        (the database itself in ${database.cluster}, where its user may enter)`);
    }
  }
  return `${[...lines, ''].join('\n')}\n`;
}
