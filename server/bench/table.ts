import os from 'node:os';

/** One line of the results: every number beside a baseline of the same run, or the figure it is held to. */
export type Row = readonly [what: string, measured: string, baseline: string, ratio: string];

/** A part of the measurements; `make bench ARGS="name"` runs it alone. */
export interface Section {
  readonly name: string;
  /** Measures with servers of its own, and leaves nothing behind. */
  readonly run: () => Promise<readonly Row[]>;
}

const head: Row = ['', 'measured', 'baseline of the same run', 'ratio'];

/** The results as a page, with the machine's description. */
export function page(rows: readonly Row[], now: Date): string {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return [
    '# Measured',
    '',
    'Written by `make bench`: the built product with servers of its own; load, server and stores share the machine.',
    '',
    machine(now),
    '',
    ...lines,
    '',
  ].join('\n');
}

function machine(now: Date): string {
  const [cpu] = os.cpus();
  const memory = (os.totalmem() / 2 ** 30).toFixed(1);
  return (
    `${now.toISOString().slice(0, 10)}, ${os.cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, ` +
    `${memory} GiB, ${os.type()} ${os.release()} ${os.arch()}, Node ${process.versions.node}, ` +
    `load average at the end ${(os.loadavg()[0] ?? 0).toFixed(1)}.`
  );
}

export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

export function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}

export function ratio(ours: number, baseline: number): string {
  return (ours / baseline).toFixed(2);
}
