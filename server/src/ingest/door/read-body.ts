import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { Problem } from '../../platform/http/problem.js';
import { BODY_BYTES } from './limits.js';

const gunzip = promisify<zlib.InputType, zlib.ZlibOptions, Buffer>(zlib.gunzip);
const inflate = promisify<zlib.InputType, zlib.ZlibOptions, Buffer>(zlib.inflate);
const unbrotli = promisify<zlib.InputType, zlib.BrotliOptions, Buffer>(zlib.brotliDecompress);
const COMPRESSED = new Set(['gzip', 'x-gzip', 'deflate', 'br']);

/**
 * What a body says, whatever its label: gzip is known by its first bytes, JSON by being JSON.
 * Throws a Problem: 400 when it is not JSON, 413 when it is too large once inflated.
 */
export async function readBody(bytes: Buffer, encoding: string | undefined): Promise<unknown> {
  const plain = await inflated(bytes, encoding, BODY_BYTES);
  try {
    return JSON.parse(plain.toString('utf8').replace(/^\uFEFF/, '')) as unknown;
  } catch (cause) {
    throw new Problem(400, 'not_json', 'The body is not JSON.', { cause });
  }
}

/** The bytes as they were before compression, known by their first bytes or by `encoding`; at most `most` of them. */
export async function inflated(
  bytes: Buffer,
  encoding: string | undefined,
  most: number,
): Promise<Buffer> {
  const limit = { maxOutputLength: most };
  const label = encoding?.trim().toLowerCase() ?? '';
  try {
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) return await gunzip(bytes, limit);
    if (label === 'deflate') return await inflate(bytes, limit);
    if (label === 'br') return await unbrotli(bytes, limit);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(most);
    throw notReadable(cause);
  }
  if (COMPRESSED.has(label) && bytes.length > 0) throw notReadable();
  return bytes;
}

function notReadable(cause?: unknown): Problem {
  return new Problem(400, 'not_readable', 'The compressed body cannot be inflated.', { cause });
}

function tooLarge(most: number): Problem {
  const detail = `A body has at most ${most / BODY_BYTES} MB, also once inflated.`;
  return new Problem(413, 'body_too_large', detail);
}
