/** What came back: 0 when there was no answer, and the milliseconds the server asked to wait. */
export type Answer = [status: number, waitMs: number];

/**
 * Sends a body without a preflight (a string goes out as `text/plain`) and outlives the page where
 * the browser allows it; falls back to a beacon, which tells only that it was taken. Never rejects.
 */
export async function post(url: string, body: string, leaving?: boolean): Promise<Answer> {
  try {
    // Firefox before 133 cuts a fetch when the page goes away, but not a beacon:
    // https://developer.mozilla.org/en-US/docs/Web/API/RequestInit#keepalive
    if (!window.fetch || (leaving && !('keepalive' in Request.prototype)))
      return [navigator.sendBeacon(url, body) ? 202 : 0, 0];
    // Bodies kept alive share 64 kB, and a character can take 3 bytes:
    // https://fetch.spec.whatwg.org/#http-network-or-cache-fetch
    const keepalive = body.length < 21_000;
    const answer = await fetch(url, { method: 'POST', body, keepalive });
    const told = answer.headers.get('Retry-After') as string;
    return [answer.status, +told * 1000 || 0];
  } catch {
    return [0, 0];
  }
}
