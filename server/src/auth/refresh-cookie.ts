import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Environment } from '../platform/config/environment.js';
import { CrossSiteRefused } from './auth.errors.js';

const cookieName = 'ad_refresh';
const cookiePath = '/api/v1/auth';

/** Gives the browser the refresh token where no script can read it. */
export function setRefreshCookie(
  reply: FastifyReply,
  token: string,
  environment: Environment,
): void {
  const maxAge = environment.refreshTokenDays * 86_400;
  void reply.setCookie(cookieName, token, { ...attributes(environment), maxAge });
}

export function clearRefreshCookie(reply: FastifyReply, environment: Environment): void {
  void reply.clearCookie(cookieName, attributes(environment));
}

/**
 * The token in the cookie, or null. Throws `CrossSiteRefused` when a page that is not ours sent
 * it: SameSite=Strict stops other sites, this stops other hosts of the same site as well.
 */
export function readRefreshCookie(
  request: FastifyRequest,
  environment: Environment,
): string | null {
  const token = request.cookies[cookieName];
  if (!token) return null;
  if (!isOurPage(request, environment)) throw new CrossSiteRefused();
  return token;
}

function isOurPage(request: FastifyRequest, environment: Environment): boolean {
  if (request.headers['sec-fetch-site'] === 'same-origin') return true;
  const { origin } = request.headers;
  // Browsers always name the origin of a cross-site POST; without one it is no page that asks.
  if (origin === undefined) {
    const site = request.headers['sec-fetch-site'];
    return site === undefined || site === 'none';
  }
  const ours = URL.parse(environment.publicUrl)?.origin;
  return (
    origin === ours ||
    environment.corsOrigins.includes(origin) ||
    URL.parse(origin)?.host === request.headers.host
  );
}

function attributes(environment: Environment): CookieSerializeOptions {
  const secure = environment.publicUrl.startsWith('https:');
  return { path: cookiePath, httpOnly: true, sameSite: 'strict', secure };
}
