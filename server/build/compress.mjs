/** Lays a .br and a .gz beside every file of a folder that shrinks by it, so that the server compresses nothing twice. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const COMPRESSIBLE = /\.(html|js|mjs|css|svg|json|txt|map|ico|webmanifest)$/;
// Below this the header that announces the compression is a good part of what it saves.
const SMALLEST = 1_024;

const folder = process.argv[2];
if (!folder) throw new Error('Which folder? node server/build/compress.mjs <folder>');

for (const name of readdirSync(folder, { recursive: true })) {
  const file = path.join(folder, String(name));
  if (!COMPRESSIBLE.test(file)) continue;
  const content = readFileSync(file);
  if (content.length < SMALLEST) continue;
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  writeFileSync(`${file}.br`, brotliCompressSync(content, { params }));
  writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
}
