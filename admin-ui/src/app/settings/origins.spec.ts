import { readOrigins } from './origins';

describe('allowed origins', () => {
  it('are read one a line, completed and without repetition', () => {
    const typed =
      'shop.example\nhttps://shop.example/cart\n\nhttp://localhost:3000, *.shop.example';
    expect(readOrigins(typed)).toEqual({
      origins: ['https://shop.example', 'http://localhost:3000', 'https://*.shop.example'],
      wrong: null,
    });
  });

  it('name the first line that is none', () => {
    expect(readOrigins('shop.example\nnot an origin').wrong).toBe('not an origin');
  });
});
