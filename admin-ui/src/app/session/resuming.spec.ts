import { jest } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import { Resuming } from './resuming';
import { Session } from './session';

/** What the client throws for an answer of this status. */
const refusal = (status: number, retryAfter: string | null = null) =>
  Object.assign(new Error('refused'), { status, headers: { get: () => retryAfter } });

describe('the start of the console', () => {
  let answers: (boolean | Error)[];
  let asked: number;

  beforeEach(() => {
    jest.useFakeTimers();
    asked = 0;
  });
  afterEach(() => jest.useRealTimers());

  function resuming(...given: (boolean | Error)[]) {
    answers = given;
    const resume = () => {
      const answer = answers[asked++] ?? true;
      return typeof answer === 'boolean' ? Promise.resolve(answer) : Promise.reject(answer);
    };
    TestBed.configureTestingModule({ providers: [{ provide: Session, useValue: { resume } }] });
    return TestBed.inject(Resuming);
  }

  it('waits as long as the server asks it to, and goes on by itself', async () => {
    const start = resuming(refusal(429, '7'), true);
    const known = start.resume();
    await jest.advanceTimersByTimeAsync(0);
    expect(start.secondsLeft()).toBe(7);
    await jest.advanceTimersByTimeAsync(6_900);
    expect([start.secondsLeft(), asked]).toEqual([1, 1]);
    await jest.advanceTimersByTimeAsync(100);
    expect(await known).toBe(true);
    expect([start.secondsLeft(), asked]).toEqual([null, 2]);
  });

  it('waits ever longer, up to half a minute, where the server names no time', async () => {
    const start = resuming(...Array.from({ length: 6 }, () => refusal(503)), false);
    const known = start.resume();
    const waits: (number | null)[] = [];
    for (let tries = 1; tries <= 6; tries += 1) {
      await jest.advanceTimersByTimeAsync(0);
      waits.push(start.secondsLeft());
      await jest.advanceTimersByTimeAsync((start.secondsLeft() ?? 0) * 1_000);
    }
    expect(waits).toEqual([3, 6, 12, 24, 30, 30]);
    expect(await known).toBe(false);
  });

  it('waits for nobody when the server is out of reach or met a fault', async () => {
    for (const status of [0, 500]) {
      TestBed.resetTestingModule();
      asked = 0;
      const start = resuming(refusal(status));
      await expect(start.resume()).rejects.toMatchObject({ status });
      expect(start.secondsLeft()).toBeNull();
    }
  });
});
