import { bytes } from './bytes';

describe('a size', () => {
  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1_234, '1.2 kB'],
    [734_003_200, '734 MB'],
    [1_234_000_000, '1.2 GB'],
    [42_949_672_960, '43 GB'],
  ])('of %d bytes is «%s»', (size, words) => {
    expect(bytes(size, 'en')).toBe(words);
  });
});
