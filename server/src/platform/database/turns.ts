import { Problem } from '../http/problem.js';

/** So many are being worked for that an answer within reason is out of reach. */
export class TooManyQuestions extends Problem {
  constructor() {
    super(503, 'too_many_questions', 'Too many questions are being answered at the moment.', {
      headers: { 'retry-after': '2' },
    });
  }
}

/** What was asked takes longer than anybody is made to wait. */
export class TookTooLong extends Problem {
  constructor(cause?: unknown) {
    super(503, 'took_too_long', 'The question took too long; ask for a shorter range.', { cause });
  }
}

/**
 * Lets so many work at a time, the others wait in the order in which they came. Whoever waits for a connection of the
 * pool instead is told within a second that the database is away, though it is only busy.
 */
export class Turns {
  private working = 0;
  private readonly line: (() => void)[] = [];

  constructor(
    private readonly most: number,
    private readonly longestWaitMs: number,
  ) {}

  /** Does the work when it is its turn. Throws `TooManyQuestions` when that takes too long. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    await this.turn();
    try {
      return await work();
    } finally {
      const next = this.line.shift();
      if (next) next();
      else this.working -= 1;
    }
  }

  private async turn(): Promise<void> {
    if (this.working < this.most) {
      this.working += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const go = (): void => {
        clearTimeout(patience);
        resolve();
      };
      const patience = setTimeout(() => {
        this.line.splice(this.line.indexOf(go), 1);
        reject(new TooManyQuestions());
      }, this.longestWaitMs);
      this.line.push(go);
    });
  }
}
