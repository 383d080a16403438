import { setTimeout as pause } from 'node:timers/promises';

interface Waiting<Asked, Answer> {
  readonly asked: Asked;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** When the work on what has been gathered begins. */
export interface Rhythm {
  /** After so many milliseconds: what a page asks at once arrives within about ten. */
  readonly pauseMs: number;
  /** Not before the work on what was gathered about the same before is done. */
  readonly inTurn: boolean;
}

/**
 * Gathers questions about the same until `answerAll` calls `close`, when it begins with the work: one pass then answers
 * all that has come so far, and whatever comes later waits for the next one.
 */
export class Gathering<Asked, Answer> {
  private readonly open = new Map<string, Waiting<Asked, Answer>[]>();
  private readonly working = new Map<string, Promise<void>>();

  constructor(
    private readonly answerAll: (close: () => readonly Asked[]) => Promise<readonly Answer[]>,
    private readonly rhythm: Rhythm,
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
      const before = this.working.get(about);
      const work = this.answer(about, all, before).finally(() => {
        if (this.working.get(about) === work) this.working.delete(about);
      });
      this.working.set(about, work);
    });
  }

  private async answer(
    about: string,
    all: readonly Waiting<Asked, Answer>[],
    before: Promise<void> | undefined,
  ): Promise<void> {
    const close = (): readonly Asked[] => {
      if (this.open.get(about) === all) this.open.delete(about);
      return all.map(({ asked }) => asked);
    };
    try {
      if (this.rhythm.inTurn) await before;
      if (this.rhythm.pauseMs > 0) await pause(this.rhythm.pauseMs);
      const answers = await this.answerAll(close);
      all.forEach(({ resolve }, index) => resolve(answers[index] as Answer));
    } catch (error) {
      close();
      for (const { reject } of all) reject(error);
    }
  }
}
