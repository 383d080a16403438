import { setTimeout as pause } from 'node:timers/promises';

interface Waiting<Asked, Answer> {
  readonly asked: Asked;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** What a page asks at once arrives within this time. */
const TOGETHER_MS = 10;

/**
 * Gathers questions about the same until `answerAll` calls `close`, when it begins with the work: one pass then answers
 * all that has come so far, and whatever comes later waits for the next one.
 */
export class Gathering<Asked, Answer> {
  private readonly open = new Map<string, Waiting<Asked, Answer>[]>();

  constructor(
    private readonly answerAll: (close: () => readonly Asked[]) => Promise<readonly Answer[]>,
  ) {}

  /** `about` tells which questions one pass can answer. */
  ask(about: string, asked: Asked): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const one = { asked, resolve, reject };
      const others = this.open.get(about);
      if (others) {
        others.push(one);
        return;
      }
      const all = [one];
      this.open.set(about, all);
      void this.answer(about, all);
    });
  }

  private async answer(about: string, all: readonly Waiting<Asked, Answer>[]): Promise<void> {
    const close = (): readonly Asked[] => {
      if (this.open.get(about) === all) this.open.delete(about);
      return all.map(({ asked }) => asked);
    };
    try {
      await pause(TOGETHER_MS);
      const answers = await this.answerAll(close);
      all.forEach(({ resolve }, index) => resolve(answers[index] as Answer));
    } catch (error) {
      close();
      for (const { reject } of all) reject(error);
    }
  }
}
