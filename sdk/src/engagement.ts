import { listen } from './listen.js';

const IDLE_MS = 300_000;
const WORTH_TELLING_MS = 1_000;

/** Attention since the last one was told, and the deepest point of the page seen so far, in percent. */
export interface Attention {
  engaged_ms: number;
  scroll_depth: number;
}

/**
 * Adds up the time in which the page is visible and focused, at most five minutes after each input,
 * and returns the call that takes what has not been told yet: undefined when it is under a second.
 */
export function watchEngagement(): () => Attention | undefined {
  let engaged = 0;
  let depth = 0;
  let attentive = false;
  let since = 0;

  function look(): void {
    const now = performance.now();
    if (attentive) engaged += Math.min(now - since, IDLE_MS);
    since = now;
    attentive = !document.hidden && document.hasFocus();
    const seen = (scrollY + innerHeight) / document.documentElement.scrollHeight;
    depth = Math.min(100, Math.max(depth, Math.round(seen * 100)));
  }

  listen('pointermove pointerdown keydown scroll focus blur visibilitychange', look);
  look();

  return () => {
    look();
    const attention = { engaged_ms: Math.round(engaged), scroll_depth: depth };
    depth = 0;
    if (engaged < WORTH_TELLING_MS) return undefined;
    engaged = 0;
    return attention;
  };
}
