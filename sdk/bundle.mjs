import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { minify } from '@swc/core';
import { build } from 'esbuild';

const src = join(dirname(fileURLToPath(import.meta.url)), 'src');

/** The entry file of each script for a tag. */
export const scripts = {
  'tracker.min.js': 'script.ts',
  'vitals.min.js': 'vitals.script.ts',
  'errors.min.js': 'errors.script.ts',
};

/** The entry files of the package; what they share stays a module of its own. */
export const modules = ['tracker.ts', 'vitals.ts', 'errors.ts', 'angular.ts', 'react.ts', 'vue.ts'];

/** The minified code of one entry file for browsers since 2021: a script in a scope of its own, or a module. */
export async function bundle(entry, format) {
  const { outputFiles } = await build({
    entryPoints: [join(src, entry)],
    bundle: true,
    write: false,
    minifySyntax: true,
    format: 'esm',
    target: 'es2021',
    external: format === 'esm' ? ['./tracker.js', '@angular/core'] : [],
    tsconfigRaw: {},
  });
  // esbuild's own minifier inlines no functions, which is worth 120 bytes of the budget.
  const { code } = await minify(outputFiles[0].text, {
    ecma: 2021,
    module: true,
    toplevel: true,
    mangle: true,
    compress: {
      ecma: 2021,
      passes: 2,
      toplevel: true,
      unsafe_arrows: true,
      pure_getters: true,
      if_return: false,
    },
  });
  // Types are checked, so both sides of a comparison have one: two signs tell as much as three.
  const short = code.trim().replace(/([=!])==/g, '$1=');
  return Buffer.from(format === 'iife' ? `(()=>{${short.replace(/;$/, '')}})();` : short);
}
