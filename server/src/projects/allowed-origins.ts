import { hostOf } from './domain.js';

/**
 * An origin as it is kept («https://example.com», «http://localhost:3000») or, for a host and all
 * hosts below it, «https://*.example.com»; null when the text is neither. A bare host means https.
 */
export function normalOrigin(text: string): string | null {
  const match = /^(?:(https?):\/\/)?(\*\.)?([^/?#]+)\/?$/i.exec(text.trim());
  if (match === null) return null;
  const [, scheme = 'https', wildcard = '', authority = ''] = match;
  const url = URL.parse(`${scheme.toLowerCase()}://${authority}`);
  const host = url === null ? null : hostOf(url.host);
  return url === null || host === null
    ? null
    : `${url.protocol}//${wildcard}${host}${url.port === '' ? '' : `:${url.port}`}`;
}

/** Whether a browser at `origin` may use a key; a key without origins may be used anywhere. */
export function isOriginAllowed(allowed: readonly string[], origin: string): boolean {
  return allowed.length === 0 || allowed.some((pattern) => matches(pattern, origin.toLowerCase()));
}

function matches(pattern: string, origin: string): boolean {
  if (pattern === origin) return true;
  const [scheme, rest] = pattern.split('://*.');
  if (scheme === undefined || rest === undefined || !origin.startsWith(`${scheme}://`))
    return false;
  const authority = origin.slice(scheme.length + 3);
  return authority === rest || authority.endsWith(`.${rest}`);
}
