import type { FastifyRequest } from 'fastify';

/** The key a request carries in its headers or query: `X-API-Key`, `Authorization: Bearer`, `?key=`. */
export function keyOfRequest(request: FastifyRequest): string | null {
  const header = request.headers['x-api-key'];
  if (typeof header === 'string' && header !== '') return header.trim();
  const bearer = /^Bearer\s+(\S+)\s*$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return bearer;
  const { key } = request.query as { key?: unknown };
  return typeof key === 'string' && key !== '' ? key : null;
}
