import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** What goes wrong with a request: the server fails before it reads it, or its answer is lost after it has. */
export type Fault = 'error' | 'lost';

/** A wire to a server on which the first requests with events go wrong. */
export interface Wire {
  readonly url: string;
  /** Every request, as `POST /path 200`; a lost answer as `POST /path lost`. */
  readonly log: string[];
  stop(): Promise<void>;
}

/** Listens on a free port; the `isEvents` requests meet the faults, in this order, all others pass. */
export async function startWire(
  target: string,
  faults: readonly Fault[],
  isEvents: (request: http.IncomingMessage) => boolean,
): Promise<Wire> {
  const left = [...faults];
  const log: string[] = [];
  const server = http.createServer((request, answer) => {
    const { method = '', url = '', headers } = request;
    const name = `${method} ${url.split('?', 1)[0]}`;
    const fault = isEvents(request) ? left.shift() : undefined;
    if (fault === 'error') {
      log.push(`${name} 500`);
      request.resume();
      request.on('end', () => answer.writeHead(500, withOrigin(headers)).end('out of order'));
      return;
    }
    const passed = http.request(`${target}${url}`, { method, headers }, (reply) => {
      if (fault === 'lost') {
        reply.resume();
        reply.on('end', () => {
          log.push(`${name} lost`);
          request.socket.destroy();
        });
        return;
      }
      log.push(`${name} ${reply.statusCode}`);
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(answer);
    });
    passed.on('error', () => request.socket.destroy());
    request.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    log,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A page may read the failure, as it may read ours. */
function withOrigin({ origin }: http.IncomingHttpHeaders): http.OutgoingHttpHeaders {
  return origin === undefined
    ? {}
    : { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true' };
}
