import type { Tokens } from '../api/models';

declare global {
  /** What the server said to `public/start.js`, which asked for tokens before the console could; null: nothing. */
  var earlyAnswer: Promise<Response | null> | undefined;
}

/** Tokens that were asked for before the console could, once; null when none were. Throws what the server refuses with. */
export async function takeEarlyTokens(): Promise<Tokens | null> {
  const answer = (await globalThis.earlyAnswer) ?? null;
  globalThis.earlyAnswer = undefined;
  if (answer === null) return null;
  const { ok, status, headers } = answer;
  const body: unknown = await answer.json().catch(() => null);
  if (!ok) throw new EarlyRefusal(status, body, headers);
  return body as Tokens;
}

/** In the form of what a request of the console fails with, so that it is read the same. */
class EarlyRefusal extends Error {
  constructor(
    readonly status: number,
    readonly error: unknown,
    readonly headers: Headers,
  ) {
    super(`The server answered ${status}.`);
  }
}
