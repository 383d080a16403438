import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { minify } from '@swc/core';
import { build } from 'esbuild';

const src = join(dirname(fileURLToPath(import.meta.url)), 'src');

/** The minified code of one entry file, for browsers since 2019. */
export async function bundle(entry, format) {
  const { outputFiles } = await build({
    entryPoints: [join(src, entry)],
    bundle: true,
    write: false,
    minifySyntax: true,
    format,
    target: 'es2019',
    tsconfigRaw: {},
  });
  // esbuild's own minifier inlines no functions, which is worth 120 bytes of the budget.
  const { code } = await minify(outputFiles[0].text, {
    ecma: 2019,
    module: format === 'esm',
    toplevel: true,
    mangle: true,
    compress: {
      ecma: 2019,
      passes: 4,
      toplevel: true,
      unsafe_arrows: true,
      pure_getters: true,
      if_return: false,
    },
  });
  return Buffer.from(code);
}
