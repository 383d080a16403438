import { embedCode, linkState } from './link-state';

const now = new Date('2026-11-24T12:00:00Z');

describe('a public link', () => {
  it('is open until its end, or until it is revoked', () => {
    expect(linkState({ expires_at: null, revoked_at: null }, now)).toBe('open');
    expect(linkState({ expires_at: '2026-11-25T00:00:00Z', revoked_at: null }, now)).toBe('open');
    expect(linkState({ expires_at: '2026-11-24T12:00:00Z', revoked_at: null }, now)).toBe('ended');
    expect(linkState({ expires_at: null, revoked_at: '2026-11-01T00:00:00Z' }, now)).toBe(
      'revoked',
    );
  });

  it('is framed under its name, whatever stands in it', () => {
    const code = embedCode({ name: 'A "b" <c> & d', url: 'https://a.example/public/x' });
    expect(code).toContain('title="A &quot;b&quot; &lt;c> &amp; d"');
    expect(code).toContain('src="https://a.example/public/x?theme=light"');
  });
});
