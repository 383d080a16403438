import { askedStep, decodeStep, encodeStep, isWhole } from './step';

describe('a step in the address', () => {
  it('comes back as it was, colons and all', () => {
    for (const step of [
      { kind: 'event', value: 'signup: done' },
      { kind: 'page', value: '/blog/*' },
      { kind: 'event', value: '' },
    ] as const) {
      expect(decodeStep(encodeStep(step))).toEqual(step);
    }
  });

  it('is nothing when a person made it up', () => {
    expect(decodeStep('click:here')).toBeNull();
    expect(decodeStep(null)).toBeNull();
  });

  it('is asked by its kind, and only when it says something', () => {
    expect(askedStep({ kind: 'page', value: ' /cart ' })).toEqual({ page: '/cart' });
    expect(isWhole({ kind: 'event', value: ' ' })).toBe(false);
  });
});
