import { describe, expect, it } from '@jest/globals';
import {
  comparedPeriod,
  customPeriod,
  presetPeriod,
  type Preset,
} from '../src/analytics/period.js';
import { DateTime } from 'luxon';

const zone = 'Asia/Kathmandu';

/** What «previous» means for a preset at a local time, as local texts: from, and until where. */
function before(preset: Preset, local: string): [string, string] {
  const now = DateTime.fromISO(local, { zone }).toJSDate();
  return shown(comparedPeriod(presetPeriod(preset, { zone, now }, null), 'previous', false));
}

function shown({ from, until }: { from: DateTime; until: DateTime }): [string, string] {
  return [from.toFormat("yyyy-MM-dd'T'HH:mm"), until.toFormat("yyyy-MM-dd'T'HH:mm")];
}

describe('a range is compared with the one before', () => {
  it.each<[Preset, string, string, string]>([
    ['today', '2026-11-24T09:00', '2026-11-23T00:00', '2026-11-23T09:00'],
    ['today', '2026-11-01T09:00', '2026-10-31T00:00', '2026-10-31T09:00'],
    ['yesterday', '2026-11-01T09:00', '2026-10-30T00:00', '2026-10-31T00:00'],
    ['24h', '2026-11-24T09:30', '2026-11-22T10:00', '2026-11-23T09:30'],
    ['7d', '2026-11-24T13:40', '2026-11-11T00:00', '2026-11-17T13:40'],
    ['month', '2026-11-24T13:40', '2026-10-01T00:00', '2026-10-24T13:40'],
    ['last_month', '2026-11-24T13:40', '2026-09-01T00:00', '2026-10-01T00:00'],
    ['year', '2026-11-24T13:40', '2025-01-01T00:00', '2025-11-24T13:40'],
    ['12m', '2026-11-24T13:40', '2024-12-01T00:00', '2025-11-24T13:40'],
  ])('%s at %s with %s until %s', (preset, now, from, until) => {
    expect(before(preset, now)).toEqual([from, until]);
  });

  it.each<[Preset, string, string, string]>([
    ['7d', '2026-03-07T13:40', '2026-02-22T00:00', '2026-02-28T13:40'],
    ['7d', '2026-01-07T13:40', '2025-12-25T00:00', '2025-12-31T13:40'],
    ['28d', '2026-02-28T13:40', '2026-01-04T00:00', '2026-01-31T13:40'],
    ['30d', '2026-11-30T13:40', '2026-10-02T00:00', '2026-10-31T13:40'],
  ])('%s in days, although at %s it begins with a month', (preset, now, from, until) => {
    expect(before(preset, now)).toEqual([from, until]);
  });

  it('a month in months and a year in years, on their first day too', () => {
    expect(before('month', '2026-11-01T09:00')).toEqual(['2026-10-01T00:00', '2026-10-01T09:00']);
    expect(before('year', '2026-01-01T09:00')).toEqual(['2025-01-01T00:00', '2025-01-01T09:00']);
  });

  it('a named calendar month with the month before, other named days with as many days', () => {
    const at = (text: string): DateTime => DateTime.fromISO(text, { zone });
    const named = (from: string, to: string) =>
      customPeriod(at(from), at(to), at('2026-11-24T13:40').toJSDate());
    expect(shown(comparedPeriod(named('2026-03-01', '2026-04-01'), 'previous', false))).toEqual([
      '2026-02-01T00:00',
      '2026-03-01T00:00',
    ]);
    expect(shown(comparedPeriod(named('2026-03-01', '2026-03-08'), 'previous', false))).toEqual([
      '2026-02-22T00:00',
      '2026-03-01T00:00',
    ]);
  });
});
