import { Problem } from '../../platform/http/problem.js';
import { FOREIGN_BATCH_EVENTS } from '../door/limits.js';

// Deeper than any client can write, whose stack would end before; to read it would take ours seconds.
const MOST_DEPTH = 20_000;
const [QUOTE, SQUARE, CURLY] = [0x22, 0x5b, 0x7b];
// From an opening bracket to its closing one.
const CLOSED = 2;

/**
 * The JSON value, or the values of lines of JSON, of which one that cannot be read is null; undefined when it is none.
 * Throws a Problem for what would keep everybody else waiting: 400 for endless nesting, 413 for too many lines.
 */
export function readJson(text: string): unknown {
  const start = text.trimStart().charAt(0);
  if (start !== '{' && start !== '[') return undefined;
  if (text.length > MOST_DEPTH && isDeeper(text, MOST_DEPTH)) throw notReadable();
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return readLines(text);
  }
}

/** Whether more than `most` brackets are open at once; what strings hold does not count. */
function isDeeper(text: string, most: number): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (sign === QUOTE) at = endOfString(text, at);
    else if (sign === SQUARE || sign === CURLY) depth += 1;
    else if (sign === SQUARE + CLOSED || sign === CURLY + CLOSED) depth -= 1;
    if (depth > most) return true;
  }
  return false;
}

/** Where the string that begins at `start` ends; the end of the text when it never does. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text[end - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return end;
  }
  return text.length;
}

/** A line that cannot be read costs as much as fifty that can, so there are no more of them than events. */
function readLines(text: string): unknown[] | undefined {
  const lines = text.split('\n', 2 * FOREIGN_BATCH_EVENTS + 1).filter((line) => line.trim() !== '');
  if (lines.length < 2) return undefined;
  if (lines.length > FOREIGN_BATCH_EVENTS) throw tooMany();
  const values = lines.map(readLine);
  return values.some((value) => value !== null) ? values : undefined;
}

function readLine(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    // Counted as an event that cannot be read.
    return null;
  }
}

/** Clients that can send as much send it again in halves. */
export function tooMany(): Problem {
  const most = FOREIGN_BATCH_EVENTS.toLocaleString('en-US');
  return new Problem(413, 'too_many_events', `A request has at most ${most} events.`);
}

export function notReadable(): Problem {
  return new Problem(400, 'not_json', 'The body holds no JSON.');
}
