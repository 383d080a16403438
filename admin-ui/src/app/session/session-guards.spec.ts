import { ownPath } from './session-guards';

describe('the way back after sign-in', () => {
  it('is the page that was asked for', () => {
    expect(ownPath('/projects/7?period=7d')).toBe('/projects/7?period=7d');
  });

  it('never leads to another host', () => {
    for (const then of ['https://evil.example', '//evil.example', '/\\evil.example', '', null]) {
      expect(ownPath(then)).toBe('/');
    }
  });
});
