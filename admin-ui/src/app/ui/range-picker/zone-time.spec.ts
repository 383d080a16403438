import { dateIn, daysBetween, instantOf, plusDays, plusMonths, wallClock } from './zone-time';

const at = (iso: string) => Date.parse(iso);

describe('zone time', () => {
  it('shows the clock of Kathmandu, a quarter to the hour', () => {
    expect(wallClock(at('2026-11-24T18:20:00Z'), 'Asia/Kathmandu')).toBe('2026-11-25T00:05');
    expect(dateIn(at('2026-11-24T18:14:59Z'), 'Asia/Kathmandu')).toBe('2026-11-24');
  });

  it('finds the midnight of Kathmandu', () => {
    expect(instantOf('2026-11-25', 'Asia/Kathmandu')).toBe(at('2026-11-24T18:15:00Z'));
  });

  it('follows the half-hour clock change of Lord Howe', () => {
    const zone = 'Australia/Lord_Howe';
    expect(instantOf('2026-04-05', zone)).toBe(at('2026-04-04T13:00:00Z'));
    expect(instantOf('2026-04-06', zone)).toBe(at('2026-04-05T13:30:00Z'));
    expect(wallClock(at('2026-10-03T16:00:00Z'), zone)).toBe('2026-10-04T03:00');
  });

  it('gives a spring day 23 hours and an autumn day 25', () => {
    const hours = (day: string) =>
      (instantOf(plusDays(day, 1), 'Europe/Berlin') - instantOf(day, 'Europe/Berlin')) / 3_600_000;
    expect(hours('2026-03-29')).toBe(23);
    expect(hours('2026-10-25')).toBe(25);
    expect(hours('2026-11-24')).toBe(24);
  });

  it('takes the first of two equal clock times and steps over a skipped one', () => {
    expect(instantOf('2026-10-25T02:30', 'Europe/Berlin')).toBe(at('2026-10-25T00:30:00Z'));
    expect(instantOf('2026-03-29T02:30', 'Europe/Berlin')).toBe(at('2026-03-29T01:30:00Z'));
  });

  it('knows midnights that a clock change skips', () => {
    // Beirut moves its clocks at midnight, so that day begins at 01:00.
    const start = instantOf('2026-03-29', 'Asia/Beirut');
    expect(wallClock(start, 'Asia/Beirut')).toBe('2026-03-29T01:00');
  });

  it('walks the calendar without a clock', () => {
    expect(plusDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(plusMonths('2026-03-31', -1)).toBe('2026-02-28');
    expect(plusMonths('2028-02-29', 12)).toBe('2029-02-28');
    expect(daysBetween('2026-03-28', '2026-03-31')).toBe(3);
  });
});
