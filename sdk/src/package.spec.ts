/** @jest-environment node */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const NAME = '@analytics-dashboard/tracker';
const built = join(process.cwd(), 'dist/sdk');
const read = (file: string): Record<string, unknown> =>
  JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;

/** A site that has the package installed. */
let site: string;
beforeAll(() => {
  site = mkdtempSync(join(process.cwd(), 'node_modules/.cache/site-'));
  mkdirSync(join(site, 'node_modules', NAME, '..'), { recursive: true });
  symlinkSync(built, join(site, 'node_modules', NAME));
});
afterAll(() => rmSync(site, { recursive: true }));

/** What a bundler makes of this module of the site. */
async function bundled(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: site },
    bundle: true,
    write: false,
    format: 'esm',
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}
const SENDS = 'events/ingest';

it('is of this version, names files and types that are there, and depends on nothing', () => {
  const about = read(join(built, 'package.json'));
  expect(about.version).toBe(read('package.json').version);
  expect([about.dependencies, about.optionalDependencies]).toEqual([undefined, undefined]);
  expect(about.peerDependenciesMeta).toEqual({ '@angular/core': { optional: true } });
  const exported = Object.values(about.exports as Record<string, string | object>);
  const files = exported.flatMap((one) => (typeof one === 'string' ? one : Object.values(one)));
  expect(files).toHaveLength(13);
  expect(files.filter((file) => !existsSync(join(built, file as string)))).toEqual([]);
});

it('can be imported, and called, where there is no page', () => {
  const file = join(site, 'server.mjs');
  writeFileSync(
    file,
    `import '@angular/compiler';
     import { startTracker } from '${NAME}';
     import { trackerHooks } from '${NAME}/react';
     import { trackerPlugin } from '${NAME}/vue';
     import { provideTracker } from '${NAME}/angular';
     import { watchVitals } from '${NAME}/vitals';
     import { watchErrors } from '${NAME}/errors';
     const settings = { project: 'pk_1', apiUrl: 'https://stats.example' };
     const tracker = startTracker(settings);
     for (const name of ['event', 'page', 'identify', 'reset', 'group', 'flush', 'optOut', 'optIn'])
       tracker[name]('x');
     const react = { useState: (make) => [make()], useEffect: () => {} };
     trackerHooks(react, settings).useIdentity('u1');
     const app = { provide() {}, config: { globalProperties: {} } };
     trackerPlugin(settings).install(app);
     provideTracker(settings);
     console.log(typeof watchVitals, typeof watchErrors, Object.keys(app.config.globalProperties));`,
  );
  const said = execFileSync(process.execPath, [file], { encoding: 'utf8' });
  expect(said.trim()).toBe("function function [ '$tracker' ]");
});

it('leaves nothing behind in a bundle that does not use it, and an extra brings no tracker along', async () => {
  expect((await bundled(`import { startTracker } from '${NAME}'`)).trim()).toBe('');
  const extra = await bundled(`import { watchErrors } from '${NAME}/errors'; watchErrors({})`);
  expect(extra).toContain('js_error');
  expect(extra).not.toContain(SENDS);
});

it('is in a bundle once, whichever of its helpers a site uses', async () => {
  const code = await bundled(`
    import { startTracker } from '${NAME}';
    import { trackerHooks } from '${NAME}/react';
    import { trackerPlugin } from '${NAME}/vue';
    console.log(startTracker, trackerHooks, trackerPlugin)`);
  expect(code.split(SENDS)).toHaveLength(2);
});

it('has types that take what it takes, and nothing else', () => {
  const file = join(site, 'site.ts');
  writeFileSync(
    file,
    `import { startTracker, type EventOptions, type Properties, type Settings, type Tracker } from '${NAME}';
     import { injectTracker, provideTracker } from '${NAME}/angular';
     import { watchErrors } from '${NAME}/errors';
     import { trackerHooks } from '${NAME}/react';
     import { watchVitals } from '${NAME}/vitals';
     import { trackerPlugin } from '${NAME}/vue';
     const settings: Settings = { project: 'pk_1', apiUrl: 'https://stats.example', 'no-404': true };
     const tracker: Tracker = startTracker(settings);
     const options: EventOptions = { interactive: false };
     tracker.event('bought', { price: 1 } satisfies Properties, options);
     // @ts-expect-error -- a name is a text
     tracker.event(1);
     // @ts-expect-error -- no such setting
     startTracker({ ...settings, hashes: true });
     watchErrors(tracker);
     watchVitals(injectTracker());
     export default [provideTracker(settings), trackerPlugin(settings), trackerHooks];`,
  );
  const rules =
    '--ignoreConfig --noEmit --strict --skipLibCheck --module nodenext --target es2022 --types node';
  const compiler = join(process.cwd(), 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [compiler, ...rules.split(' '), file], { stdio: 'pipe' });
});
