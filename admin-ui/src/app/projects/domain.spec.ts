import { hostOf } from './domain';

describe('a typed domain', () => {
  it('is reduced to its host', () => {
    expect(hostOf('shop.example')).toBe('shop.example');
    expect(hostOf(' https://www.Shop.example:8443/cart?x=1 ')).toBe('www.shop.example');
    expect(hostOf('bücher.example')).toBe('xn--bcher-kva.example');
  });

  it('is nothing when nothing was typed, or nonsense', () => {
    expect(hostOf('  ')).toBeNull();
    expect(hostOf('not a domain')).toBeNull();
  });
});
