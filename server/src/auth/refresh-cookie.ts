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
  void reply.header('set-cookie', cookie(token, maxAge, environment));
}

export function clearRefreshCookie(reply: FastifyReply, environment: Environment): void {
  void reply.header('set-cookie', cookie('', 0, environment));
}

/**
 * The token in the cookie, or null. Throws `CrossSiteRefused` when a page that is not ours sent
 * it: SameSite=Strict stops other sites, this stops other hosts of the same site as well.
 */
export function readRefreshCookie(
  request: FastifyRequest,
  environment: Environment,
): string | null {
  const token = new RegExp(`(?:^|;)\\s*${cookieName}=([^;]+)`).exec(request.headers.cookie ?? '');
  if (token?.[1] === undefined) return null;
  if (!isOurPage(request, environment)) throw new CrossSiteRefused();
  return token[1].trim();
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

function cookie(value: string, maxAge: number, environment: Environment): string {
  const secure = environment.publicUrl.startsWith('https:') ? '; Secure' : '';
  return `${cookieName}=${value}; Path=${cookiePath}; Max-Age=${maxAge}; HttpOnly; SameSite=Strict${secure}`;
}
