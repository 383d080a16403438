const WINDOW_MS = 10_000;
/** Messages one connection may send in ten seconds. */
export const MESSAGES_A_WINDOW = 50;

/** What a connection may still say: typing in a filter fits, a flood does not. */
export class MessageBudget {
  private windowEnds = 0;
  private used = 0;

  take(now: number): boolean {
    if (now >= this.windowEnds) {
      this.windowEnds = now + WINDOW_MS;
      this.used = 0;
    }
    this.used += 1;
    return this.used <= MESSAGES_A_WINDOW;
  }
}
