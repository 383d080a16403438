import { money } from './money';

describe('money', () => {
  it('is written as the language and the currency want it', () => {
    expect(money(1249.5, 'EUR', 'en')).toBe('€1,250');
    expect(money(9.9, 'USD', 'en')).toBe('$9.9');
    expect(money(12, null, 'en')).toBe('12');
  });

  it('survives whatever a property says', () => {
    expect(money(5, 'points', 'en')).toBe('5 points');
  });
});
