import {
  intervalsFor,
  lengthInDays,
  named,
  presets,
  rangeLabel,
  shift,
  spanOf,
  zoom,
} from './range';
import type { Preset, Range } from './range';

const now = Date.parse('2026-11-24T18:20:00Z');
const kathmandu = 'Asia/Kathmandu'; // already the 25th there
const preset = (name: Preset): Range => ({ kind: 'preset', preset: name });

describe('range presets', () => {
  it('«last 7 days» is 7 days, today among them', () => {
    expect(spanOf('7d', now, 'UTC')).toEqual({ from: '2026-11-18', to: '2026-11-25' });
    expect(lengthInDays(preset('7d'), now, 'UTC')).toBe(7);
    expect(lengthInDays(preset('28d'), now, 'UTC')).toBe(28);
  });

  it('today is the day of the project, not of the viewer', () => {
    expect(spanOf('today', now, kathmandu)).toEqual({ from: '2026-11-25', to: '2026-11-26' });
    expect(spanOf('today', now, 'America/St_Johns')).toEqual({
      from: '2026-11-24',
      to: '2026-11-25',
    });
  });

  it('24 hours are hours that passed, also over a clock change', () => {
    const afterChange = Date.parse('2026-10-25T12:00:00Z');
    expect(spanOf('24h', afterChange, 'Europe/Berlin')).toEqual({
      from: '2026-10-24T14:00',
      to: '2026-10-25T13:00',
    });
  });

  it('last month is the whole month before this one', () => {
    expect(spanOf('last_month', now, 'UTC')).toEqual({ from: '2026-10-01', to: '2026-11-01' });
  });

  it('has a key of its own for each preset', () => {
    const keys = presets.map((entry) => entry.key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).not.toEqual(expect.arrayContaining(['C', 'X', 'I']));
  });
});

describe('shifting a range', () => {
  it('goes from today to yesterday and back to today', () => {
    const yesterday = shift(preset('today'), -1, now, 'UTC');
    expect(yesterday).toEqual(preset('yesterday'));
    expect(shift(preset('yesterday'), 1, now, 'UTC')).toEqual(preset('today'));
  });

  it('does not go into the future', () => {
    expect(shift(preset('today'), 1, now, 'UTC')).toBeNull();
    expect(shift(preset('7d'), 1, now, 'UTC')).toBeNull();
    expect(shift(preset('all'), -1, now, 'UTC')).toBeNull();
  });

  it('moves weeks by weeks and months by months', () => {
    expect(shift(preset('7d'), -1, now, 'UTC')).toEqual({
      kind: 'between',
      from: '2026-11-11',
      to: '2026-11-18',
    });
    expect(shift(preset('month'), -1, now, 'UTC')).toEqual(preset('last_month'));
    expect(shift(preset('last_month'), -1, now, 'UTC')).toEqual({
      kind: 'between',
      from: '2026-09-01',
      to: '2026-10-01',
    });
  });

  it('crosses the clock change of Lord Howe by days', () => {
    const day: Range = { kind: 'between', from: '2026-10-04', to: '2026-10-05' };
    expect(shift(day, -1, now, 'Australia/Lord_Howe')).toEqual({
      kind: 'between',
      from: '2026-10-03',
      to: '2026-10-04',
    });
  });
});

describe('zooming', () => {
  it('opens the day or the month of a bucket', () => {
    expect(zoom('2026-11-20T00:00', '2026-11-20T00:00', 'day', now, 'UTC')).toEqual({
      kind: 'between',
      from: '2026-11-20',
      to: '2026-11-21',
    });
    expect(zoom('2026-10-01T00:00', '2026-10-01T00:00', 'month', now, 'UTC')).toEqual(
      preset('last_month'),
    );
  });

  it('opens a stretch of hours, but not a single one', () => {
    expect(zoom('2026-11-24T09:00', '2026-11-24T11:00', 'hour', now, 'UTC')).toEqual({
      kind: 'between',
      from: '2026-11-24T09:00',
      to: '2026-11-24T12:00',
    });
    expect(zoom('2026-11-24T09:00', '2026-11-24T09:00', 'hour', now, 'UTC')).toBeNull();
  });

  it('names dates that are a preset', () => {
    expect(named({ from: '2026-11-24', to: '2026-11-25' }, now, 'UTC')).toEqual(preset('today'));
  });
});

describe('intervals and labels', () => {
  it('offers what makes a readable chart', () => {
    expect(intervalsFor(preset('today'), now, 'UTC')).toEqual(['hour']);
    expect(intervalsFor(preset('7d'), now, 'UTC')[0]).toBe('day');
    expect(intervalsFor(preset('12m'), now, 'UTC')[0]).toBe('month');
    expect(intervalsFor(preset('30d'), now, 'UTC')).not.toContain('hour');
  });

  it('writes dates with the last day included', () => {
    expect(rangeLabel({ kind: 'between', from: '2026-11-01', to: '2026-11-08' }, 'en-GB')).toMatch(
      /^1\s?[–-]\s?7 Nov 2026$/u,
    );
  });
});
