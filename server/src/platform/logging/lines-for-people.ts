import type { DestinationStream } from 'pino';

const LEVELS: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: '',
  40: 'warning',
  50: 'error',
  60: 'fatal',
};

/** Turns pino's JSON lines into «13:40:02  Http  warning  text  more=…», written to `destination`. */
export function linesForPeople(destination: DestinationStream): DestinationStream {
  return { write: (line) => destination.write(`${toLine(line)}\n`) };
}

function toLine(json: string): string {
  const { level, time, from, msg, stack, error, ...more } = JSON.parse(json) as Record<
    string,
    unknown
  >;
  const words = Object.entries(more).map(([name, value]) => `${name}=${asText(value)}`);
  const parts = [String(time).slice(11, 19), asText(from), LEVELS[Number(level)], asText(msg)];
  const first = [...parts, ...words].filter(Boolean).join('  ');
  return [first, stack, error].filter(Boolean).map(asText).join('\n');
}

function asText(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
