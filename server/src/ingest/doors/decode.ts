import { Problem } from '../../platform/http/problem.js';
import { inflated } from '../door/read-body.js';
import { readLz64 } from './lz64.js';
import { notReadable, readJson } from './read-json.js';

/** Most bytes of a foreign request, before and after inflation: a full batch of fat events. */
export const FOREIGN_BODY_BYTES = 4 * 1_048_576;

/** A request's body as text was put into it, and what came beside it in a form. */
export interface Decoded {
  /** JSON, whatever it is; undefined when the request has no body. */
  readonly body: unknown;
  readonly form: Readonly<Record<string, string>>;
  /** Bytes of the JSON. */
  readonly bytes: number;
}

const NOT_BASE64 = /[^\w+/ -]/;
const ZLIB = 0x78;
// An inner body may be compressed or encoded once more, not for ever.
const MOST_LAYERS = 3;

/**
 * Reads a body by what its bytes are, whatever their label: plain or compressed JSON, lines of JSON, a form whose `data`
 * is JSON, base64 or lz64 of it. Throws a Problem: 400 when nothing of it is JSON, 413 when it is too large.
 */
export async function decode(
  bytes: Buffer,
  encoding: string | undefined,
  query: Readonly<Record<string, string>>,
): Promise<Decoded> {
  const inQuery = query['data'];
  if (bytes.length > 0) return read(await unpacked(bytes, encoding), query['compression'], {}, 1);
  if (inQuery !== undefined) return readText(inQuery, query['compression'], {}, 1);
  return { body: undefined, form: {}, bytes: 0 };
}

type Form = Decoded['form'];

function read(
  bytes: Buffer,
  compression: string | undefined,
  form: Form,
  layer: number,
): Promise<Decoded> {
  const text = repaired(bytes)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
  return readText(text, compression, form, layer);
}

async function readText(
  text: string,
  compression: string | undefined,
  form: Form,
  layer: number,
): Promise<Decoded> {
  const json = readJson(text);
  if (json !== undefined) return { body: json, form, bytes: text.length };
  if (layer > MOST_LAYERS) throw notReadable();
  const fields = fieldsOf(text);
  if (fields !== null) {
    const { data, ...others } = fields;
    const inner = data ?? '';
    const known = { ...form, ...others };
    const spaced = readJson(unescaped(inner.replaceAll('+', ' ')));
    if (spaced !== undefined) return { body: spaced, form: known, bytes: inner.length };
    return readText(unescaped(inner), others['compression'] ?? compression, known, layer + 1);
  }
  if (compression?.startsWith('lz') === true) {
    const inflatedText = readLz64(text.replaceAll(' ', '+'), FOREIGN_BODY_BYTES);
    if (inflatedText === null) throw notReadable();
    return readText(inflatedText, undefined, form, layer + 1);
  }
  if (/^%(7B|5B)/i.test(text)) return readText(unescaped(text), compression, form, layer + 1);
  if (text === '' || NOT_BASE64.test(text.replace(/={1,2}$/, ''))) throw notReadable();
  // A form that forgot to escape turns `+` into a blank.
  const inside = Buffer.from(text.replaceAll(' ', '+'), 'base64');
  return read(await unpacked(inside, undefined), compression, form, layer + 1);
}

/** The bytes before compression. A label that does not fit the bytes is not believed. */
async function unpacked(bytes: Buffer, encoding: string | undefined): Promise<Buffer> {
  const label = encoding?.trim().toLowerCase();
  const believed =
    label === 'br' || label === 'deflate' ? label : bytes[0] === ZLIB ? 'deflate' : undefined;
  try {
    return await inflated(bytes, believed, FOREIGN_BODY_BYTES);
  } catch (error) {
    const mislabelled = believed !== undefined && error instanceof Problem;
    if (mislabelled && error.getStatus() === 400) return bytes;
    throw error;
  }
}

/** The fields of a form that has a field `data`; their values are still escaped, but for the other fields'. */
function fieldsOf(text: string): Record<string, string> | null {
  if (!/(^|&)data=/.test(text.slice(0, 2_048))) return null;
  const fields: Record<string, string> = {};
  for (const part of text.split('&')) {
    const equals = part.indexOf('=');
    const name = equals < 0 ? part : part.slice(0, equals);
    const value = equals < 0 ? '' : part.slice(equals + 1);
    if (name === '__proto__') continue;
    fields[name] = name === 'data' ? value : unescaped(value.replaceAll('+', ' '));
  }
  return fields;
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign: it was never escaped.
    return text;
  }
}

/**
 * One client encodes halves of surrogate pairs one by one, three bytes each (CESU-8); proper UTF-8 has no such bytes.
 * Puts each pair back together into the four bytes of its character.
 */
export function repaired(bytes: Buffer): Buffer {
  let from = nextPair(bytes, 0);
  if (from < 0) return bytes;
  const parts: Buffer[] = [];
  let done = 0;
  for (; from >= 0; from = nextPair(bytes, done)) {
    parts.push(bytes.subarray(done, from));
    parts.push(Buffer.from(String.fromCharCode(unitAt(bytes, from), unitAt(bytes, from + 3))));
    done = from + 6;
  }
  parts.push(bytes.subarray(done));
  return Buffer.concat(parts);
}

const LEAD = 0xed;

function nextPair(bytes: Buffer, start: number): number {
  for (let at = bytes.indexOf(LEAD, start); at >= 0; at = bytes.indexOf(LEAD, at + 1)) {
    const [high = 0, then = 0, low = 0] = [bytes[at + 1], bytes[at + 3], bytes[at + 4]];
    if (high >= 0xa0 && high <= 0xaf && then === LEAD && low >= 0xb0 && low <= 0xbf) {
      if (at + 5 < bytes.length) return at;
    }
  }
  return -1;
}

function unitAt(bytes: Buffer, at: number): number {
  const [second = 0, third = 0] = [bytes[at + 1], bytes[at + 2]];
  return 0xd000 | ((second & 0x3f) << 6) | (third & 0x3f);
}
