import { duration, exact, share, short } from './number-format';

describe('number formats', () => {
  it('shorten on cards and stay exact on hover', () => {
    expect(short(12_345, 'count', 'en')).toBe('12.3K');
    expect(exact(12_345, 'count', 'en')).toBe('12,345');
    expect(short(999, 'count', 'en')).toBe('999');
    expect(short(1_500_000, 'count', 'en')).toBe('1.5M');
  });

  it('show zero as zero and no number as a dash', () => {
    expect(short(0, 'count', 'en')).toBe('0');
    expect(short(null, 'percent', 'en')).toBe('–');
    expect(exact(undefined, 'seconds', 'en')).toBe('–');
    expect(short(Number.NaN, 'ratio', 'en')).toBe('–');
  });

  it('say durations in at most two units', () => {
    expect([0, 45, 60, 125, 3600, 11_040].map(duration)).toEqual([
      '0s',
      '45s',
      '1m',
      '2m 5s',
      '1h',
      '3h 4m',
    ]);
  });

  it('round shares without hiding a trace', () => {
    expect(share(42.4, 'en')).toBe('42%');
    expect(share(4.26, 'en')).toBe('4.3%');
    expect(share(0.02, 'en')).toBe('<0.1%');
    expect(share(0, 'en')).toBe('0%');
  });

  it('keep a decimal of the bounce rate for the exact form only', () => {
    expect(short(48.34, 'percent', 'en')).toBe('48%');
    expect(exact(48.34, 'percent', 'en')).toBe('48.3%');
  });
});
