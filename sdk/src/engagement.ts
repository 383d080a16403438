/** Attention since it was taken last, and the deepest point of the page seen, in percent. */
export interface Attention {
  engaged_ms: number;
  scroll_depth: number;
}

let engaged = 0;
let depth = 0;
/** Since when the page has attention, in milliseconds; false when it has none. */
let since: number | false = 0;

/** Adds up the time in which the page is visible and focused, at most five minutes after each call. */
export const look = (): void => {
  const now = performance.now();
  engaged += (since && Math.min(now - since, 3e5)) as number;
  since = !document.hidden && document.hasFocus() && now;
  depth = Math.max(
    depth,
    Math.min(100, (((scrollY + innerHeight) / document.documentElement.scrollHeight) * 100) | 0),
  );
};

/** Takes what has not been taken yet; false when it is under a second. */
export const takeAttention = (): Attention | false => {
  look();
  const attention = engaged > 999 && { engaged_ms: engaged | 0, scroll_depth: depth };
  if (attention) engaged = 0;
  depth = 0;
  return attention;
};
