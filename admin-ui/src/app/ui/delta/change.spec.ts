import { changeBetween, changeLabel } from './change';

describe('the colour of a change', () => {
  it('is good for more visitors and bad for fewer', () => {
    expect(changeBetween(100, 120)).toEqual({ percent: 20, direction: 'up', tone: 'good' });
    expect(changeBetween(100, 80)).toEqual({ percent: -20, direction: 'down', tone: 'bad' });
  });

  it('is reversed for the bounce rate', () => {
    expect(changeBetween(40, 50, 'less-is-better')?.tone).toBe('bad');
    expect(changeBetween(50, 40, 'less-is-better')?.tone).toBe('good');
  });

  it('is neutral where nothing moved, also at zero', () => {
    expect(changeBetween(7, 7)?.tone).toBe('neutral');
    expect(changeBetween(0, 0)).toEqual({ percent: 0, direction: 'same', tone: 'neutral' });
  });

  it('does not divide by nothing', () => {
    const change = changeBetween(0, 5);
    expect(change).toEqual({ percent: null, direction: 'up', tone: 'good' });
    expect(change && changeLabel(change, 'en')).toBe('new');
  });

  it('is absent where a number is', () => {
    expect(changeBetween(null, 5)).toBeNull();
    expect(changeBetween(5, undefined)).toBeNull();
  });
});

describe('the words of a change', () => {
  it('are short', () => {
    expect(changeLabel({ percent: 12.34, direction: 'up', tone: 'good' }, 'en')).toBe('12%');
    expect(changeLabel({ percent: -3.456, direction: 'down', tone: 'bad' }, 'en')).toBe('3.5%');
    expect(changeLabel({ percent: 4900, direction: 'up', tone: 'good' }, 'en')).toBe('×50');
  });
});
