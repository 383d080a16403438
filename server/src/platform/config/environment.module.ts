import { type DynamicModule, Module } from '@nestjs/common';
import { Environment } from './environment.js';

/**
 * In: the settings read at boot. Out: `Environment`, injectable everywhere.
 * Knows nothing else.
 */
@Module({})
export class EnvironmentModule {
  /** Provides exactly these settings. */
  static of(environment: Environment): DynamicModule {
    return {
      module: EnvironmentModule,
      global: true,
      providers: [{ provide: Environment, useValue: environment }],
      exports: [Environment],
    };
  }
}
