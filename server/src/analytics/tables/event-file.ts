import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { ExportedEvent, RawExport } from '../../events/raw-export.js';
import { csvLine } from './csv.js';
import { toCell } from './table.js';

export const eventFormats = ['jsonl', 'csv'] as const;
export type EventFormat = (typeof eventFormats)[number];

const columns = [
  'event_id',
  'event',
  'timestamp',
  'session_id',
  'user_id',
  'anonymous_id',
  'page_url',
  'hostname',
  'path',
  'referrer',
  'source',
  'channel',
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_term',
  'utm_content',
  'country',
  'region',
  'city',
  'browser',
  'os',
  'device',
  'language',
  'screen',
  'properties',
] as const satisfies readonly (keyof ExportedEvent)[];

/**
 * The events as the bytes of a file. It reads on only while somebody takes what it has, and gives up the export when it
 * is destroyed; `onProgress` hears how many events have been read.
 */
export function eventFile(
  source: RawExport,
  format: EventFormat,
  gzip: boolean,
  onProgress: (events: number) => void = () => undefined,
): Readable {
  const text = textOf(source, format, onProgress);
  if (!gzip) return text;
  const packed = createGzip();
  text.on('error', (error) => packed.destroy(error));
  packed.on('close', () => text.destroy());
  return text.pipe(packed);
}

function textOf(
  source: RawExport,
  format: EventFormat,
  onProgress: (events: number) => void,
): Readable {
  let done = 0;
  let head = format === 'csv' ? csvLine(columns) : '';
  const piece = async (): Promise<string | null> => {
    const events = await source.next();
    done += events.length;
    onProgress(done);
    const text = head + events.map(format === 'csv' ? csvOf : jsonOf).join('');
    head = '';
    return events.length === 0 && text === '' ? null : text;
  };
  return new Readable({
    read() {
      piece().then(
        (text) => this.push(text),
        (error: Error) => this.destroy(error),
      );
    },
    destroy(error, done) {
      void source.close().finally(() => done(error));
    },
  });
}

function jsonOf(event: ExportedEvent): string {
  return `${JSON.stringify(event)}\n`;
}

function csvOf(event: ExportedEvent): string {
  return csvLine(columns.map((name) => toCell(event[name])));
}
