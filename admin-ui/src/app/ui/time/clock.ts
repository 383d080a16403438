import { Service, signal } from '@angular/core';

const STEP_MS = 15_000;

/** The time, new four times a minute: enough for texts that say how long ago something was. */
@Service()
export class Clock {
  private readonly now = signal(new Date());
  readonly minute = this.now.asReadonly();

  constructor() {
    setInterval(() => this.now.set(new Date()), STEP_MS);
  }
}
