import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { getDataSourceToken } from '@nestjs/typeorm';
import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { Environment } from '../platform/config/environment.js';
import { migrate } from '../platform/database/migrate.js';
import {
  holdDataFolder,
  holderOf,
  keptSecret,
  releaseDataFolder,
} from '../platform/embedded/data-folder.js';
import { runningDatabaseUrl, startEmbedded } from '../platform/embedded/embedded-database.js';
import { CliModule } from './cli.module.js';
import { CommandFailed } from './terminal.js';

const SERVER_START_MS = 30_000;

/** Does `work` in the house, on the database these settings name; everything is let go of afterwards. */
export async function inHouse<T>(
  given: Environment,
  work: (house: INestApplicationContext, environment: Environment) => Promise<T>,
): Promise<T> {
  return withDatabase(given, async (environment) => {
    const house = await NestFactory.createApplicationContext(CliModule.with(environment), {
      logger: false,
      abortOnError: false,
    });
    try {
      // Elsewhere the schema is changed when somebody says so; here nobody else would.
      if (given.embedded) await migrate(house.get<DataSource>(getDataSourceToken()));
      return await work(house, environment);
    } finally {
      await house.close();
    }
  });
}

/**
 * Gives `work` settings with a database behind them. The embedded one is used where the server runs it, and started for
 * the time of the work where no server runs.
 */
export async function withDatabase<T>(
  given: Environment,
  work: (environment: Environment) => Promise<T>,
): Promise<T> {
  if (!given.embedded) return work(forCommands(given));
  const secretKey = given.secretKey || (await keptSecret(given.dataDir, 'secret-key'));
  if (await holderOf(given.dataDir)) {
    const databaseUrl = await urlOfRunning(given.dataDir);
    return work(forCommands(given, { databaseUrl, secretKey }));
  }
  await holdDataFolder(given.dataDir);
  try {
    const database = await startEmbedded(given.dataDir);
    try {
      return await work(forCommands(given, { databaseUrl: database.url, secretKey }));
    } finally {
      await database.stop();
    }
  } finally {
    await releaseDataFolder(given.dataDir);
  }
}

/** A command answers nobody and takes no jobs from the queue, whatever the server beside it does. */
function forCommands(
  given: Environment,
  found: Partial<Pick<Environment, 'databaseUrl' | 'secretKey'>> = {},
): Environment {
  return new Environment({ ...given, ...found, role: 'api', databasePoolSize: 4 });
}

/** The server may be just starting: it is ready when it says where it answers. */
async function urlOfRunning(dataDir: string): Promise<string> {
  const end = performance.now() + SERVER_START_MS;
  while (performance.now() < end) {
    const holder = await holderOf(dataDir);
    if (!holder) break;
    const url = holder.url && (await runningDatabaseUrl(dataDir));
    if (url) return url;
    await pause(200);
  }
  throw new CommandFailed(`The server that holds ${dataDir} does not get ready; try again.`);
}
