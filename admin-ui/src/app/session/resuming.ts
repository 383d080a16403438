import { Service, inject, signal } from '@angular/core';
import { problemOf } from '../api/problem';
import { Session } from './session';

/** Answers that say «later»: too many requests, and a server that is not ready. */
const PASSING = [429, 502, 503, 504];
/** The waits where the server names none: three seconds, then twice as long each time. */
const FIRST_SECONDS = 3;
const LONGEST_SECONDS = 30;
const SECOND_MS = 1_000;

/** Resumes the session when the console starts, and asks again by itself while the server says «later». */
@Service()
export class Resuming {
  private readonly session = inject(Session);
  private readonly left = signal<number | null>(null);

  /** Seconds until the session is asked for again; null while nothing is waited for. */
  readonly secondsLeft = this.left.asReadonly();

  /** True when someone is signed in; waits until the server can tell. Throws when it is out of reach. */
  async resume(): Promise<boolean> {
    try {
      for (let tries = 0; ; tries += 1) {
        const answer = await this.ask();
        if (typeof answer === 'boolean') return answer;
        await this.wait(answer.after ?? Math.min(FIRST_SECONDS * 2 ** tries, LONGEST_SECONDS));
      }
    } finally {
      this.left.set(null);
    }
  }

  private async ask(): Promise<boolean | { readonly after: number | null }> {
    try {
      return await this.session.resume();
    } catch (failure) {
      const { status, retryAfter } = problemOf(failure);
      if (!PASSING.includes(status)) throw failure;
      return { after: retryAfter };
    }
  }

  private async wait(seconds: number): Promise<void> {
    for (let left = Math.max(1, Math.ceil(seconds)); left > 0; left -= 1) {
      this.left.set(left);
      await new Promise((resolve) => setTimeout(resolve, SECOND_MS));
    }
    this.left.set(0);
  }
}
