import { build } from 'esbuild';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

/** A browser SDK: the package, and the visit of `visits.mjs` that uses it. */
export interface BrowserSdk {
  readonly sdk: string;
  readonly package: string;
  readonly visit: string;
}

/** A site of its own that serves a page for each SDK at `/<its place in the list>`. */
export interface SdkSite {
  readonly url: string;
  stop(): Promise<void>;
}

/** Bundles each SDK as a site would, and serves the pages. */
export async function serveSdks(sdks: readonly BrowserSdk[]): Promise<SdkSite> {
  const scripts = await Promise.all(sdks.map(scriptOf));
  const server = createServer(({ url = '/' }, answer) => {
    const [, place = '', kind] = url.split(/[/.?]/);
    if (kind === 'js') {
      answer.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' });
      answer.end(scripts[Number(place)]);
      return;
    }
    const known = scripts[Number(place)] !== undefined && place !== '';
    answer.writeHead(known ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
    answer.end(`<!doctype html><title>Shop</title><script src="/${place}.js"></script>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function scriptOf({ package: name, visit }: BrowserSdk): Promise<string> {
  const contents = `
    import * as sdk from '${name}';
    import { standstill, visits } from './visits.mjs';
    window.visit = async (orders) => ({
      ...(await visits['${visit}'](sdk.default ?? sdk, orders)),
      stood: standstill(),
    });`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: path.resolve(import.meta.dirname), loader: 'js' },
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"', global: 'window' },
  });
  return outputFiles[0]?.text ?? '';
}
