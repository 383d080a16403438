import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { startApp, type TestApp } from './app.js';
import { chromiumPath, wholeChromiumPath } from './chromium.js';
import { makeProject, rows, type TestProject } from './door.js';
import { agents } from './journey-browser.js';
import { DidNotHold, eventually } from './patience.js';

const FOLDER = path.resolve(import.meta.dirname, '../../../dist/sdk');

/** What becomes of a request to the door: it gets there, gets an answer of its own, none, or a cut connection. */
export type Passage =
  'through' | 'never' | 'cut' | { status: number; headers?: Record<string, string> };

/** A page of the site: attributes of the tracker's tag, markup, headers of the answer. */
export interface SitePage {
  readonly tag?: string;
  /** The whole tag, when it is none of the plain ones. */
  readonly script?: string;
  readonly before?: string;
  readonly body?: string;
  readonly status?: number;
  readonly headers?: Record<string, string>;
}

interface VisitorOptions {
  readonly extraHTTPHeaders?: Record<string, string>;
  /** In a browser that can show a page again as it was left. */
  readonly withCache?: boolean;
}

/** An event as the database keeps it. */
export interface Kept {
  readonly name: string;
  readonly path: string;
  readonly session: string;
  readonly engaged: number | null;
  readonly properties: Record<string, unknown> | null;
  readonly signedOut: boolean;
}

/**
 * A site with the tracker on every page, the real server behind a gate that can fail, and a browser: what is counted
 * is what the database of the server holds.
 */
export class TrackerShop {
  /** What the gate does with each request; it is asked anew each time. */
  gate: () => Passage = () => 'through';
  /** How many requests get through, but not their answers back. */
  loseAnswers = 0;
  /** Requests that have reached the gate. */
  knocks = 0;
  /** Pages that are not the plain one, by path. */
  pages: Record<string, SitePage> = {};
  project!: TestProject;
  url = '';
  app!: TestApp;
  browser!: Browser;
  private whole?: Browser;
  private readonly site = createServer((asked, answer) => this.serve(asked, answer));
  private readonly door = createServer((asked, answer) => void this.pass(asked, answer));
  private held: ServerResponse[] = [];

  async open(): Promise<void> {
    this.app = await startApp();
    for (const server of [this.site, this.door])
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.site.address() as AddressInfo).port}`;
    this.browser = await launch(chromiumPath());
  }

  async close(): Promise<void> {
    await this.browser?.close();
    await this.whole?.close();
    for (const server of [this.site, this.door]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
    await this.app?.close();
  }

  /** Another project, a gate that opens, plain pages, and somebody with a browser of their own. */
  async visitor({
    extraHTTPHeaders,
    withCache = false,
  }: VisitorOptions = {}): Promise<BrowserContext> {
    this.gate = () => 'through';
    this.knocks = 0;
    this.loseAnswers = 0;
    this.pages = {};
    this.project = await makeProject(this.app, { name: randomUUID(), domain: null });
    if (withCache) this.whole ??= await launch(wholeChromiumPath());
    const browser = withCache && this.whole ? this.whole : this.browser;
    return browser.newContext({ ...(extraHTTPHeaders && { extraHTTPHeaders }) });
  }

  /** Events of the project in the order of the console's list, oldest first; without engagement unless asked for. */
  async kept(all = false): Promise<Kept[]> {
    const kept = await rows<Kept>(
      this.app,
      `SELECT coalesce(e.name, 'page_view') AS name, e.path, e.session_id::text AS session, e.engaged_ms AS engaged, e.properties,
        e.signed_out AS "signedOut"
       FROM full_events e JOIN projects p ON p.no = e.project_no WHERE p.id = $1 ORDER BY e.at, e.event_id`,
      [this.project.id],
    );
    return kept.filter(({ name }) => all || name !== 'engagement');
  }

  /** «name path» of each event kept, once there are as many as expected, and a moment later: nothing more may come. */
  async story(expected: readonly string[], withinMs = 15_000): Promise<string[]> {
    const told = async (): Promise<string[]> =>
      (await this.kept()).map(({ name, path: page }) => `${name} ${page}`);
    await eventually(async () => (await told()).length >= expected.length, withinMs).catch(
      (error: unknown) => {
        if (!(error instanceof DidNotHold)) throw error;
      },
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    return told();
  }

  /** Where the tracker sends to. */
  get doorUrl(): string {
    return `http://127.0.0.1:${(this.door.address() as AddressInfo).port}`;
  }

  /** Lets whoever was left without an answer go. */
  release(): void {
    for (const answer of this.held.splice(0)) answer.destroy();
  }

  private serve(asked: IncomingMessage, answer: ServerResponse): void {
    const { pathname } = new URL(asked.url ?? '/', this.url);
    if (pathname.endsWith('.js')) {
      answer.writeHead(200, { 'content-type': 'text/javascript' });
      answer.end(readFileSync(path.join(FOLDER, path.basename(pathname))));
      return;
    }
    const page = this.pages[pathname] ?? {};
    answer.writeHead(page.status ?? 200, { 'content-type': 'text/html', ...page.headers });
    const plain = `<script defer src="/tracker.min.js" data-project="${this.project.publicKey}"
         data-api-url="${this.doorUrl}" data-localhost ${page.tag ?? ''}></script>`;
    answer.end(
      `<!doctype html><title>${pathname}</title>${page.before ?? ''}
       ${page.script ?? plain}
       <body>${page.body ?? ''}`,
    );
  }

  private async pass(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of asked) parts.push(part as Buffer);
    const body = Buffer.concat(parts).toString();
    // A page of the visitor before may tell something while it is being closed.
    const isOfThisVisitor = body.includes(this.project.publicKey);
    if (isOfThisVisitor) this.knocks += 1;
    const passage = isOfThisVisitor ? this.gate() : 'through';
    if (passage === 'cut') return void asked.socket.destroy();
    if (passage === 'never') return void this.held.push(answer);
    if (passage !== 'through') {
      const open = {
        'access-control-allow-origin': '*',
        'access-control-expose-headers': 'retry-after',
      };
      return void answer.writeHead(passage.status, { ...open, ...passage.headers }).end();
    }
    const { method, headers } = asked;
    const onward = request(this.app.url + asked.url, { method, headers }, (back) => {
      if (isOfThisVisitor && this.loseAnswers-- > 0) return void asked.socket.destroy();
      answer.writeHead(back.statusCode ?? 502, back.headers);
      back.pipe(answer);
    });
    onward.end(Buffer.concat(parts));
  }
}

function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
      // A context's own user agent is not on requests that outlive their page, and a bot is not counted.
      `--user-agent=${agents.desktop}`,
    ],
    // Playwright switches the back/forward cache off by default.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
}
