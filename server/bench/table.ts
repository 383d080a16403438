/** One line of the results: every number beside a baseline of the same run, and beside what it is held to. */
export interface Row {
  readonly what: string;
  readonly measured: string;
  readonly baseline: string;
  /** Of the measured to the baseline. */
  readonly ratio: string;
  readonly limit?: Limit;
}

/** What a figure is held to, and whether it holds. */
export interface Limit {
  readonly text: string;
  readonly met: boolean;
}

/** A part of the measurements; `make bench ARGS=name` runs it alone. */
export interface Part {
  /** What it measures with, in a few words. */
  readonly about: string;
  /** Measures with servers of its own, and leaves nothing behind. */
  readonly run: () => Promise<readonly Row[]>;
}

const head = ['', 'measured', 'baseline of the same run', 'ratio', 'limit'];

/** The rows as a table. */
export function table(rows: readonly Row[]): string {
  const cells = rows.map(({ what, measured, baseline, ratio, limit }) => [
    what,
    measured,
    baseline,
    ratio,
    limit ? `${limit.text}: ${limit.met ? 'yes' : '**no**'}` : '',
  ]);
  return [head, head.map(() => '---'), ...cells].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

export function atLeast(value: number, least: number, text: string): Limit {
  return { text: `≥ ${text}`, met: value >= least };
}

export function atMost(value: number, most: number, text: string): Limit {
  return { text: `≤ ${text}`, met: value <= most };
}

/** Both hold. */
export function both(one: Limit, other: Limit): Limit {
  return { text: `${one.text}, ${other.text}`, met: one.met && other.met };
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
