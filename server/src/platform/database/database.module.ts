import { type DynamicModule, Logger, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource, type MigrationInterface } from 'typeorm';
import { Environment } from '../config/environment.js';
import { SnakeCaseNames } from './column-names.js';
import { Database } from './database.js';
import { migrate } from './migrate.js';
import { SteadyClient } from './steady-client.js';

/** The migrations to know, given by the house so that this room need not know what they are about. */
export type MigrationSource = () => Promise<(new () => MigrationInterface)[]>;

// Room for a request to hear «away» and still answer within a second.
const CONNECT_TIMEOUT_MS = 900;

/**
 * In: DATABASE_URL and the migrations. Out: `Database`, and TypeORM for entities of the rooms.
 * ROLE=all brings the schema up to date before anything else asks the database.
 */
@Module({})
export class DatabaseModule {
  static with(migrations: MigrationSource): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      imports: [
        TypeOrmModule.forRootAsync({
          inject: [Environment],
          useFactory: async (environment: Environment) => ({
            type: 'postgres' as const,
            url: environment.databaseUrl,
            applicationName: `analytics-${environment.role}`,
            autoLoadEntities: true,
            namingStrategy: new SnakeCaseNames(),
            migrations: await migrations(),
            migrationsTransactionMode: 'each' as const,
            connectTimeoutMS: CONNECT_TIMEOUT_MS,
            extra: { max: environment.databasePoolSize, keepAlive: true, Client: SteadyClient },
            // An idle connection that is lost is no news: the next question opens another.
            poolErrorHandler: (error: Error) =>
              new Logger('Database').warn(`A connection was lost: ${error.message}`),
            retryAttempts: 10,
            retryDelay: 1_000,
            migrateAtStart: environment.role === 'all',
          }),
          dataSourceFactory: async (options) => {
            if (!options) throw new Error('The database module got no options.');
            const dataSource = await new DataSource(options).initialize();
            if ('migrateAtStart' in options && options.migrateAtStart) await migrate(dataSource);
            return dataSource;
          },
        }),
      ],
      providers: [Database],
      exports: [Database, TypeOrmModule],
    };
  }
}
