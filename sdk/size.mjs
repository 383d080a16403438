import { brotliCompressSync, gzipSync } from 'node:zlib';

/** The most the tracker may weigh on the wire: 2.5 kB, gzip -9. */
export const BUDGET = 2_500;

/** Bytes of the code as it is, gzipped and with brotli, beside the budget. */
export function measure(code) {
  return {
    raw: code.length,
    gzip: gzipSync(code, { level: 9 }).length,
    brotli: brotliCompressSync(code).length,
    budget: BUDGET,
  };
}
