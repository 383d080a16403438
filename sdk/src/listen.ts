/**
 * Hears events of the window and of everything in it, named in one string. Capturing hears also what
 * does not bubble, as visibilitychange before Safari 14:
 * https://developer.mozilla.org/en-US/docs/Web/API/Document/visibilitychange_event
 */
export function listen(types: string, hear: (event: Event) => unknown): void {
  for (const type of types.split(' ')) addEventListener(type, hear, true);
}
