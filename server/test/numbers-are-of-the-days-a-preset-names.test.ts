import { describe, expect, it } from '@jest/globals';
import { comparedPeriod, presetPeriod, type Period, type Preset } from '../src/analytics/period.js';

/** 13:40 in Kathmandu on a Tuesday. */
const clock = { zone: 'Asia/Kathmandu', now: new Date('2026-11-24T13:40:00+05:45') };
const FIRST_EVENT = new Date('2026-09-03T10:00:00+05:45');

function shown({ from, to, until }: Period): string[] {
  return [from, to, until].map((time) => time.toFormat('yyyy-MM-dd HH:mm'));
}

describe('a preset names exactly its days', () => {
  const now = '2026-11-24 13:40';
  const midnight = '2026-11-25 00:00';
  const presets: [Preset, string, string, string][] = [
    ['today', '2026-11-24 00:00', midnight, now],
    ['yesterday', '2026-11-23 00:00', '2026-11-24 00:00', '2026-11-24 00:00'],
    ['24h', '2026-11-23 14:00', '2026-11-24 14:00', now],
    ['7d', '2026-11-18 00:00', midnight, now],
    ['28d', '2026-10-28 00:00', midnight, now],
    ['30d', '2026-10-26 00:00', midnight, now],
    ['month', '2026-11-01 00:00', midnight, now],
    ['last_month', '2026-10-01 00:00', '2026-11-01 00:00', '2026-11-01 00:00'],
    ['year', '2026-01-01 00:00', midnight, now],
    ['12m', '2025-12-01 00:00', midnight, now],
    ['all', '2026-09-03 00:00', midnight, now],
  ];

  it.each(presets)('%s', (preset, from, to, until) => {
    expect(shown(presetPeriod(preset, clock, FIRST_EVENT))).toEqual([from, to, until]);
  });

  it('«last 7 days» is seven days', () => {
    const { from, to } = presetPeriod('7d', clock, null);
    expect(to.diff(from, 'days').days).toBe(7);
  });
});

describe('a comparison takes as much as has passed', () => {
  it('today at 09:00 meets yesterday until 09:00', () => {
    const nine = { zone: 'Europe/Berlin', now: new Date('2026-11-24T09:00:00+01:00') };
    const yesterday = comparedPeriod(presetPeriod('today', nine, null), 'previous', false);
    expect(shown(yesterday)).toEqual(['2026-11-23 00:00', '2026-11-24 00:00', '2026-11-23 09:00']);
  });

  it('by the wall clock, also over the night the clocks change', () => {
    const nine = { zone: 'Europe/Berlin', now: new Date('2026-10-25T09:00:00+01:00') };
    const yesterday = comparedPeriod(presetPeriod('today', nine, null), 'previous', false);
    expect(shown(yesterday)[2]).toBe('2026-10-24 09:00');
  });

  it('with a year ago on the same date, or on the same weekday', () => {
    const today = presetPeriod('today', clock, null);
    expect(shown(comparedPeriod(today, 'year', false))[0]).toBe('2025-11-24 00:00');
    const tuesday = comparedPeriod(today, 'year', true).from;
    expect([tuesday.toISODate(), tuesday.weekdayLong]).toEqual(['2025-11-25', 'Tuesday']);
  });
});
