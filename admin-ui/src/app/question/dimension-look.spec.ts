import { isNamed, lookOf } from './dimension-look';

describe('the look of a value', () => {
  it('names countries and keeps what is no country', () => {
    expect(lookOf('country', 'NP')).toMatchObject({ text: 'Nepal', flag: 'NP' });
    expect(lookOf('country', 'Atlantis').text).toBe('Atlantis');
  });

  it('says what the absence of a value means', () => {
    expect(lookOf('source', '').text).toBe('Direct / none');
    expect(lookOf('city', '').text).toBe('Not set');
  });

  it('survives any language a browser sends', () => {
    expect(lookOf('language', 'de-AT').text).toContain('German');
    expect(lookOf('language', 'x y z').text).toBe('x y z');
  });

  it('is found by its name and by its code', () => {
    expect(isNamed('country', 'DE', 'germ')).toBe(true);
    expect(isNamed('country', 'DE', 'de')).toBe(true);
    expect(isNamed('country', 'FR', 'germ')).toBe(false);
  });
});
