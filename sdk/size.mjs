import { brotliCompressSync, gzipSync } from 'node:zlib';

/** The most each script may weigh on the wire, in bytes after gzip -9. */
export const budgets = {
  'tracker.min.js': 2_500,
  'vitals.min.js': 2_000,
  'errors.min.js': 1_000,
};

/** Bytes of the code as it is, gzipped and with brotli. */
export function measure(code) {
  return {
    raw: code.length,
    gzip: gzipSync(code, { level: 9 }).length,
    brotli: brotliCompressSync(code).length,
  };
}
