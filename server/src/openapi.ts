import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AppModule } from './app.module.js';
import { HEALTH_ROUTES } from './app.js';
import { productVersion } from './version.js';
import { readEnvironment } from './platform/config/environment.js';
import { createAdapter } from './platform/http/adapter.js';
import { describeApi } from './platform/http/openapi.js';

/** Writes the contract of the API to the file named on the command line; needs no database. */
const file = process.argv[2] ?? 'docs/openapi.json';
const environment = readEnvironment({});
const app = await NestFactory.create<NestFastifyApplication>(
  AppModule.with(environment),
  createAdapter(environment),
  { preview: true, logger: false, abortOnError: false },
);
app.setGlobalPrefix('api/v1', { exclude: [...HEALTH_ROUTES] });
mkdirSync(path.dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify(describeApi(app, await productVersion()), null, 2)}\n`);
process.exit(0);
