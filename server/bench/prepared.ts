import { BROWSERS, sampleEvent, sampleId, sampleSession } from './sample-event.ts';

const VARIANTS = 40;
const TIME = '2000-01-01T00:00:00.000Z';

/** Where in the bytes of a request stands what changes from one to the next. */
interface Template {
  readonly bytes: Buffer;
  readonly address: number;
  readonly times: readonly number[];
  readonly ids: readonly number[];
  readonly sessions: readonly number[];
}

/**
 * Whole HTTP requests, made once: the load shares the machine with what it measures. Each use gets new event ids, times,
 * visits and an address of its visitor, written over those of the last.
 */
export class PreparedRequests {
  private readonly templates: readonly Template[];
  private used = 0;

  constructor(host: string, key: string, batch: number) {
    this.templates = Array.from({ length: VARIANTS }, (_, variant) =>
      templateOf(host, key, batch, variant),
    );
  }

  /** The bytes of a request whose first event is the `number`-th of the load. */
  next(number: number, now: number): Buffer {
    const { bytes, address, times, ids, sessions } = this.templates[
      this.used++ % VARIANTS
    ] as Template;
    const write = (text: string, place: number): number => bytes.write(text, place, 'latin1');
    const time = new Date(now).toISOString();
    write(addressOf(number), address);
    for (const place of times) write(time, place);
    for (const place of ids) write(sampleId(now), place);
    for (const [index, place] of sessions.entries()) write(sampleSession(number + index), place);
    return Buffer.copyBytesFrom(bytes);
  }
}

function templateOf(host: string, key: string, batch: number, variant: number): Template {
  const first = variant * batch;
  const events = Array.from({ length: batch }, (_, index) => ({
    ...sampleEvent(first + index),
    timestamp: TIME,
  }));
  const body = JSON.stringify({ sent_at: TIME, events });
  const head = [
    'POST /api/v1/events/ingest HTTP/1.1',
    `host: ${host}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    `user-agent: ${BROWSERS[variant % BROWSERS.length]}`,
    'accept-language: en-GB,en;q=0.8',
    `x-forwarded-for: ${addressOf(0)}`,
    `x-api-key: ${key}`,
  ];
  const text = `${head.join('\r\n')}\r\n\r\n${body}`;
  return {
    bytes: Buffer.from(text, 'latin1'),
    address: text.indexOf(addressOf(0)),
    times: placesOf(text, TIME),
    ids: placesOf(text, '"event_id":"').map((place) => place + 12),
    sessions: placesOf(text, '"session_id":"').map((place) => place + 14),
  };
}

/** Ten thousand addresses of providers, all as long as each other; the visitors of a visit share theirs. */
function addressOf(number: number): string {
  const visit = Math.floor(number / 8);
  return `81.2.${100 + (visit % 100)}.${100 + (Math.floor(visit / 100) % 100)}`;
}

function placesOf(text: string, word: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) places.push(at);
  return places;
}
