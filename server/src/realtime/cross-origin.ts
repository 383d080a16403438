import type { IncomingMessage, ServerResponse } from 'node:http';

/** Lets pages of these origins use the polling transport; a WebSocket knows no such limit and asks for a token anyway. */
export function allowOrigins(
  origins: readonly string[],
): (request: IncomingMessage, response: ServerResponse, next: () => void) => void {
  return (request, response, next) => {
    const { origin } = request.headers;
    if (origin !== undefined && origins.includes(origin)) {
      response.setHeader('Access-Control-Allow-Origin', origin);
      response.setHeader('Access-Control-Allow-Headers', 'content-type');
      response.setHeader('Access-Control-Allow-Methods', 'GET, POST');
      response.setHeader('Vary', 'Origin');
    }
    if (request.method !== 'OPTIONS') return next();
    response.statusCode = 204;
    response.end();
  };
}
