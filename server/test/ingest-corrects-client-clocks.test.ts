import { aProject, NOON, sending, stored } from './support/arrivals.js';

const minutes = (n: number) => n * 60_000;
const days = (n: number) => n * 86_400_000;

describe('the time of an event', () => {
  it('is when it arrives, when the client says nothing', () => {
    expect(stored({})).toMatchObject({ at: NOON, receivedAt: NOON });
  });

  it.each([
    ['ISO 8601', new Date(NOON - minutes(5)).toISOString()],
    ['epoch milliseconds', NOON - minutes(5)],
    ['epoch milliseconds as text', String(NOON - minutes(5))],
  ])('may be said in %s', (_name, timestamp) => {
    expect(stored({ timestamp }).at).toBe(NOON - minutes(5));
  });

  it('is UTC where no offset is said, wherever the server stands', () => {
    expect(stored({ timestamp: '2026-11-24T11:55:00' }).at).toBe(NOON - minutes(5));
    expect(stored({ timestamp: '2026-11-24 11:55:00.000123' }).at).toBe(NOON - minutes(5));
  });

  it('is freed of the client’s skew by sent_at', () => {
    const clock = NOON - days(365);
    const event = stored({ timestamp: clock - minutes(2) }, { sentAt: clock });
    expect(event.at).toBe(NOON - minutes(2));
  });

  it('is left alone when it is off by no more than a request takes: the order of a page stays', () => {
    const made = [NOON - 40, NOON - 30];
    const first = stored({ timestamp: made[0] }, { sentAt: NOON - 4_000 });
    const second = stored({ timestamp: made[1] }, { sentAt: NOON - 5 });
    expect([first.at, second.at]).toEqual(made);
    expect(stored({ timestamp: NOON }, { sentAt: NOON - 5_000 }).at).toBe(NOON + 5_000);
  });

  it('may be ten minutes ahead, not more', () => {
    expect(stored({ timestamp: NOON + minutes(10) }).at).toBe(NOON + minutes(10));
    expect(stored({ timestamp: NOON + minutes(10) + 1 }).at).toBe(NOON);
  });

  it('older than the accept window is dropped by name', () => {
    expect(stored({ timestamp: NOON - days(30) }).at).toBe(NOON - days(30));
    expect(sending({ timestamp: NOON - days(30) - 1 })).toEqual({ dropped: 'too_old' });
    const project = aProject({ acceptWindowDays: 2 });
    expect(sending({ timestamp: NOON - days(3) }, { project })).toEqual({ dropped: 'too_old' });
  });

  it('may be any past time with a secret key', () => {
    const event = stored({ timestamp: NOON - days(3_000) }, { trusted: true });
    expect(event.at).toBe(NOON - days(3_000));
  });
});
