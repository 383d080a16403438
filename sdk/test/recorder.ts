import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bundle } from '../bundle.mjs';

/** A site with the tracker on every page, and a server that notes every event it takes. */
export class Recorder {
  /** Names and pages of the events taken, each id once, in order of arrival. */
  readonly taken = new Map<string, { event: string; path: string }>();
  refusals = 0;
  /** Refuse this many requests with 503 first. */
  refuse = 0;
  /** Answer only after this long, in milliseconds. */
  delay = 0;
  private script = Buffer.alloc(0);
  private readonly server: Server = createServer((request, response) => {
    if (request.method === 'POST') {
      void body(request).then((text) => {
        const refused = this.refuse > 0;
        if (refused) this.refuse--;
        if (refused) this.refusals++;
        else this.take(text);
        setTimeout(() => response.writeHead(refused ? 503 : 202).end('{}'), this.delay);
      });
    } else if (request.url === '/tracker.min.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(this.script);
    } else {
      response.writeHead(200, { 'content-type': 'text/html' }).end(
        `<!doctype html><title>${request.url}</title><body>
         <script defer src="/tracker.min.js" data-project="k" data-localhost></script>`,
      );
    }
  });

  async start(): Promise<string> {
    this.script = await bundle('script.ts', 'iife');
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** «name path» of each event taken, without engagement. */
  get story(): string[] {
    return [...this.taken.values()]
      .filter(({ event }) => event !== 'engagement')
      .map(({ event, path }) => `${event} ${path}`);
  }

  private take(text: string): void {
    const { events } = JSON.parse(text) as {
      events: { event_id: string; event: string; page_url: string }[];
    };
    for (const { event_id, event, page_url } of events)
      this.taken.set(event_id, { event, path: new URL(page_url).pathname });
  }
}

async function body(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
