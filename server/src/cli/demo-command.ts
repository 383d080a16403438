import type { INestApplicationContext } from '@nestjs/common';
import type { Command } from 'commander';
import { setTimeout as pause } from 'node:timers/promises';
import type { Environment } from '../platform/config/environment.js';
import { holderOf } from '../platform/embedded/data-folder.js';
import type { Project } from '../projects/project.js';
import {
  type DemoAccount,
  demoAccount,
  demoProject,
  emptySince,
  freshKey,
} from './demo-project.js';
import { isReady, sendLiveTraffic, serverIsReady } from './demo-traffic.js';
import { inHouse } from './house.js';
import { whole, zone } from './options.js';
import { progressLine, summary } from './seed-command.js';
import { Seeder } from './seeder.js';
import { type ServerBeside, startServerBeside } from './server-process.js';
import { CommandFailed, type Terminal } from './terminal.js';

interface DemoOptions {
  name: string;
  events: number;
  days: number;
  zone: string;
  serve: boolean;
  live: boolean;
  rate: number;
  json: boolean;
}

const DAY = 86_400_000;
const USERS = 300;
const SERVER_APPEARS_WITHIN_MS = 60_000;

/** `demo`: an account, a project and a month of traffic; with `--live`, more of it as it happens. */
export function addDemoCommand(program: Command, terminal: Terminal): void {
  program
    .command('demo')
    .description('make an account and a project with a month of generated traffic')
    .option('--name <text>', 'name of the project', 'Demo shop')
    .option(
      '--events <number>',
      'page views and custom events of the whole time',
      whole(0, 10_000_000),
      40_000,
    )
    .option('--days <number>', 'how far back it begins', whole(1, 365), 30)
    .option('--zone <name>', 'time zone of the project', zone, ownZone())
    .option(
      '--serve',
      'start the server here, unless one runs, and send visits until Ctrl-C',
      false,
    )
    .option('--live', 'wait for the server and send visits as they happen, until Ctrl-C', false)
    .option('--rate <number>', 'events a second of the live traffic, about', whole(1, 20), 3)
    .option('--json', 'print one line for a program instead', false)
    .action(async (options: DemoOptions) => {
      const given = terminal.settings();
      const server = options.serve && !(await runsAlready(given)) ? startServerBeside() : null;
      try {
        const live = options.live || options.serve;
        await demonstrate(given, { ...options, live }, server, terminal);
      } finally {
        await server?.stop();
      }
    });
}

async function demonstrate(
  given: Environment,
  options: DemoOptions,
  server: ServerBeside | null,
  terminal: Terminal,
): Promise<void> {
  if (options.live) await serverAppears(given, server, terminal);
  if (terminal.interrupted.aborted) return;
  const url = await addressOf(given);
  const live = await inHouse(given, async (house, environment) => {
    const account = await demoAccount(house, environment.secretKey);
    const project = await demoProject(house, account.id, options.name, options.zone);
    await fill(house, project, options, terminal);
    const key = await freshKey(house, project, 'Demo', 'public');
    tell(terminal, options, { url: given.embedded ? url : given.publicUrl, account, project, key });
    if (!options.live) return null;
    return { project, key: await freshKey(house, project, 'Live demo traffic', 'secret') };
  });
  if (live === null || terminal.interrupted.aborted) return;
  if (!(await serverIsReady(url, terminal))) {
    throw new CommandFailed(`The server at ${url} does not get ready.`);
  }
  await sendLiveTraffic({ ...live, url, rate: options.rate, users: USERS }, terminal);
}

async function runsAlready(given: Environment): Promise<boolean> {
  return given.embedded && (await holderOf(given.dataDir)) !== null;
}

async function fill(
  house: INestApplicationContext,
  project: Project,
  options: DemoOptions,
  terminal: Terminal,
): Promise<void> {
  const to = Date.now();
  const from = await emptySince(house, project, options.days, to);
  const events = Math.round((options.events * (to - from)) / (options.days * DAY));
  if (events === 0) return;
  const started = performance.now();
  const request = { project, from, to, events, users: USERS, late: false, duplicates: false };
  const totals = await house.get(Seeder).seed(
    request,
    // Another beginning needs other ids.
    `demo-${project.id}-${from}`,
    (sofar) => terminal.progress(progressLine(sofar.events, events, started)),
    terminal.interrupted,
  );
  if (!options.json) terminal.print(summary(totals, (performance.now() - started) / 1_000));
}

interface Demo {
  readonly url: string;
  readonly account: DemoAccount;
  readonly project: Project;
  readonly key: string;
}

function tell(terminal: Terminal, { json }: DemoOptions, demo: Demo): void {
  const { url, account, project, key } = demo;
  if (json) {
    const { email, password } = account;
    terminal.print(JSON.stringify({ url, email, password, project_id: project.id, key }));
    return;
  }
  const lines = [
    '',
    `  Console    ${url}`,
    `  Sign in    ${account.email}`,
    `  Password   ${account.password}${account.made ? '' : '   (unless it was changed)'}`,
    `  Project    ${project.name}, ${project.timezone}`,
    `  Dashboard  ${url}/projects/${project.id}`,
    `  Demo shop  ${url}/demo/?key=${key}`,
    `  Key        ${key}   (public: it may only write)`,
    '',
  ];
  lines.forEach((line) => terminal.print(line));
}

/** The embedded server says where it is when it is ready; elsewhere the address is known from the settings. */
async function serverAppears(
  given: Environment,
  server: ServerBeside | null,
  terminal: Terminal,
): Promise<void> {
  const end = performance.now() + SERVER_APPEARS_WITHIN_MS;
  while (performance.now() < end && !terminal.interrupted.aborted) {
    if (server?.over.aborted) throw new CommandFailed('The server did not start.');
    if (await isThere(given)) return;
    await pause(200);
  }
  if (terminal.interrupted.aborted) return;
  throw new CommandFailed('No server is running; start it first: make start');
}

async function isThere(given: Environment): Promise<boolean> {
  if (given.embedded) return (await holderOf(given.dataDir))?.url !== undefined;
  return isReady(await addressOf(given));
}

/** This machine's own way to the server, whatever its public address is. */
async function addressOf(given: Environment): Promise<string> {
  const holder = given.embedded ? await holderOf(given.dataDir) : null;
  const announced = holder?.url ? new URL(holder.url) : null;
  const port = announced?.hostname === 'localhost' && announced.port ? announced.port : given.port;
  return `http://localhost:${port}`;
}

function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}
