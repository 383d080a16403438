import type { EventRow } from '../api/models';
import { stretchesOf } from './stretches';

const at = (second: number, session_id: string | null) =>
  ({
    event_id: `${session_id}-${second}`,
    session_id,
    timestamp: new Date(Date.UTC(2026, 10, 24, 12, 0, second)).toISOString(),
  }) as EventRow;

const shape = (events: readonly EventRow[], newestFirst: boolean) =>
  stretchesOf(events, newestFirst).map(({ sessionId, steps }) => [
    sessionId,
    steps.map(({ pause }) => pause),
  ]);

describe('a timeline', () => {
  it('says how long it was until the next event', () => {
    expect(shape([at(0, 'a'), at(5, 'a'), at(35, 'a')], false)).toEqual([['a', [5, 30, null]]]);
    expect(shape([at(35, 'a'), at(5, 'a'), at(0, 'a')], true)).toEqual([['a', [null, 30, 5]]]);
  });

  it('is cut where another session begins, also between two devices', () => {
    const events = [at(9, 'b'), at(8, 'a'), at(7, 'b'), at(6, 'b'), at(5, null)];
    expect(shape(events, true)).toEqual([
      ['b', [null]],
      ['a', [null]],
      ['b', [null, 1]],
      [null, [null]],
    ]);
  });

  it('knows when each stretch began, whichever way it runs', () => {
    const [newest] = stretchesOf([at(9, 'a'), at(2, 'a')], true);
    expect(newest?.began).toBe('2026-11-24T12:00:02.000Z');
    expect(newest?.key).toBe('a-9');
    expect(stretchesOf([], true)).toEqual([]);
  });
});
