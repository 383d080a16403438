/**
 * Measures the pipeline on this machine, `make bench`: a server of its own, a couple of minutes, one table, also written
 * to RESULTS.md. Every number stands beside a baseline of the same run, so that machines can be compared by the ratio.
 */
import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Load, loadDoor } from './load.ts';
import { askAll, signIn } from './questions.ts';
import { type Server, startBareRoute, startServer } from './subjects.ts';
import { Store } from './store.ts';

const SEEDED = 100_000;
const SECONDS = 6;
const WARM_UP_SECONDS = 2;
const CONNECTIONS = 64;
const RESULTS = path.resolve(import.meta.dirname, 'RESULTS.md');

type Row = readonly [what: string, measured: string, baseline: string, ratio: string];

interface Made {
  readonly email: string;
  readonly password: string;
  readonly project_id: string;
  readonly key: string;
}

const server = await startServer();
const store = new Store(server.databaseUrl);
try {
  const seeded = await seed(server);
  const no = await store.projectNo(seeded.project_id);
  const rows = [
    ...(await sizes(no)),
    ...(await answers(server, seeded, no)),
    ...(await door(server)),
  ];
  const text = page(rows);
  await writeFile(RESULTS, text);
  process.stdout.write(`\n${text}`);
} finally {
  await store.close();
  await server.stop();
}

async function seed({ cli }: Server): Promise<Made> {
  say(`Seeding ${whole(SEEDED)} events over 30 days …`);
  const words = ['--name', 'Bench', '--events', String(SEEDED), '--zone', 'UTC', '--json'];
  const made = JSON.parse(cli('demo', ...words)) as Made;
  await store.rolledUp(await store.projectNo(made.project_id));
  return made;
}

async function sizes(no: number): Promise<Row[]> {
  say('Weighing what is stored …');
  const events = await store.events(no);
  const [kept, copy] = [await store.bytes(), await store.copyOf(no)];
  const [ours, plain] = [kept / events, copy.bytes / copy.rows];
  return [
    [
      'bytes an event, with ids, visits, people, rollups and indexes',
      `${whole(ours)} B (${whole(events)} events)`,
      `${whole(plain)} B: the rows alone`,
      ratio(ours, plain),
    ],
  ];
}

async function answers({ url }: Server, made: Made, no: number): Promise<Row[]> {
  say('Asking the questions of the dashboard …');
  const token = await signIn(url, made.email, made.password);
  await store.countingTime(no);
  const counting = Math.min(await store.countingTime(no), await store.countingTime(no));
  return (await askAll(url, token, made.project_id)).map(({ name, p50, p95 }) => [
    name,
    `p50 ${ms(p50)}, p95 ${ms(p95)}`,
    `${ms(counting)}: count(*) of the events`,
    ratio(p50, counting),
  ]);
}

async function door({ url, cli }: Server): Promise<Row[]> {
  const words = ['--name', 'Load', '--events', '0', '--zone', 'UTC', '--json'];
  const { project_id, key } = JSON.parse(cli('demo', ...words)) as Made;
  const no = await store.projectNo(project_id);
  const bare = await startBareRoute();
  const load = async (target: string, batch: number, seconds = SECONDS): Promise<Load> =>
    loadDoor({ url: target, key, connections: CONNECTIONS, batch, seconds });
  let accepted = 0;
  const loaded = async (batch: number, seconds?: number): Promise<Load> => {
    const result = await load(url, batch, seconds);
    accepted += result.accepted;
    return result;
  };
  try {
    say(`Single events over ${CONNECTIONS} connections …`);
    await load(bare.url, 1, WARM_UP_SECONDS);
    const bareSingle = await load(bare.url, 1);
    await loaded(1, WARM_UP_SECONDS);
    const single = await loaded(1);
    await store.drained(no, accepted);
    say('Batches of 50 …');
    const bareBatches = await load(bare.url, 50);
    const before = await store.drained(no, accepted);
    const started = performance.now();
    const batches = await loaded(50);
    const ended = performance.now();
    say('Waiting until everything is stored …');
    const stored = await store.drained(no, accepted);
    const seconds = (performance.now() - started) / 1_000;
    const rest = (performance.now() - ended) / 1_000;
    const copy = await store.copyOf(no);
    const [rate, plain] = [(stored - before) / seconds, copy.rows / copy.seconds];
    return [
      compared('single events', single, bareSingle, 'requestsPerSecond'),
      compared('batches of 50', batches, bareBatches, 'eventsPerSecond'),
      [
        'stored, from the first batch to the last event',
        `${whole(rate)} events/s, the rest ${rest.toFixed(1)} s after the last answer`,
        `${whole(plain)} rows/s: plain COPY of the same rows`,
        ratio(rate, plain),
      ],
      [
        'accepted = stored',
        `${whole(accepted)} accepted, ${whole(stored)} stored`,
        `${whole(await store.quarantined(no))} quarantined`,
        accepted === stored ? 'yes' : '**no**',
      ],
    ];
  } finally {
    await bare.stop();
  }
}

function compared(
  name: string,
  ours: Load,
  bare: Load,
  measure: 'requestsPerSecond' | 'eventsPerSecond',
): Row {
  const unit = measure === 'requestsPerSecond' ? 'requests/s' : 'events/s';
  const again = ours.again > 0 ? `, ${whole(ours.again)} sent again` : '';
  return [
    `${name}, ${CONNECTIONS} connections`,
    `${whole(ours[measure])} ${unit}, p50 ${ms(ours.p50)}, p99 ${ms(ours.p99)}${again}`,
    `${whole(bare[measure])} ${unit}: bare Fastify route, equal validation`,
    ratio(ours[measure], bare[measure]),
  ];
}

function page(rows: readonly Row[]): string {
  const [cpu] = os.cpus();
  const memory = (os.totalmem() / 2 ** 30).toFixed(1);
  const head = ['', 'measured', 'baseline of the same run', 'ratio'];
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return [
    '# Measured',
    '',
    'Written by `make bench`: one process with its embedded PostgreSQL; load and server share the machine.',
    '',
    `${new Date().toISOString().slice(0, 10)}, ${os.cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, ` +
      `${memory} GiB, ${os.type()} ${os.release()} ${os.arch()}, Node ${process.versions.node}, ` +
      `load average at the end ${(os.loadavg()[0] ?? 0).toFixed(1)}.`,
    '',
    ...lines,
    '',
  ].join('\n');
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}

function ratio(ours: number, baseline: number): string {
  return (ours / baseline).toFixed(2);
}
