import type { Command } from 'commander';
import { Projects } from '../projects/projects.service.js';
import { findProject } from './find-project.js';
import { inHouse } from './house.js';
import { grouped, whole, zone } from './options.js';
import { Seeder, type SeedTotals } from './seeder.js';
import type { Terminal } from './terminal.js';

interface SeedOptions {
  project: string;
  events: number;
  days: number;
  users: number;
  zone?: string;
  late: boolean;
  duplicates: boolean;
  seed: string;
}

const DAY = 86_400_000;

/** `seed`: fills a project with generated traffic that ends now. */
export function addSeedCommand(program: Command, terminal: Terminal): void {
  program
    .command('seed')
    .description('fill a project with realistic generated traffic that ends now')
    .requiredOption('--project <id|name>', 'the project to fill')
    .option('--events <number>', 'page views and custom events', whole(0, 1_000_000_000), 100_000)
    .option('--days <number>', 'how far back it begins', whole(1, 1_000), 30)
    .option('--users <number>', 'people with an account', whole(0, 10_000_000), 500)
    .option('--zone <name>', 'set the time zone of the project first', zone)
    .option('--late', 'let some events arrive minutes to days late', false)
    .option('--duplicates', 'let some events arrive twice', false)
    .option('--seed <text>', 'the same text makes the same traffic', 'analytics')
    .action(async (options: SeedOptions) => {
      await inHouse(terminal.settings(), async (house) => {
        let project = await findProject(house, options.project);
        if (options.zone !== undefined) {
          project = await house.get(Projects).update(project, { timezone: options.zone });
        }
        const to = Date.now();
        const request = { ...options, project, from: to - options.days * DAY, to };
        const started = performance.now();
        const totals = await house
          .get(Seeder)
          .seed(
            request,
            options.seed,
            ({ events }) => terminal.progress(progressLine(events, options.events, started)),
            terminal.interrupted,
          );
        terminal.print(
          `${project.name}: ${summary(totals, (performance.now() - started) / 1_000)}`,
        );
        if (terminal.interrupted.aborted) {
          terminal.print('Interrupted: what was stored so far stays.');
          terminal.exitCode = 130;
        }
      });
    });
}

/** One line of totals. */
export function summary(totals: SeedTotals, seconds: number): string {
  const doubled =
    totals.duplicates > 0 ? `, ${grouped(totals.duplicates)} duplicates passed over` : '';
  return (
    `${grouped(totals.events)} events stored (${grouped(totals.pageViews)} page views), ` +
    `with ${grouped(totals.others)} engagement and sign-in messages${doubled}, in ${seconds.toFixed(1)} s.`
  );
}

/** How far it is. */
export function progressLine(events: number, wanted: number, started: number): string {
  const seconds = Math.max(0.001, (performance.now() - started) / 1_000);
  const percent = wanted === 0 ? 100 : Math.floor((100 * events) / wanted);
  return `${percent} % · ${grouped(events)} events · ${grouped(Math.round(events / seconds))}/s`;
}
