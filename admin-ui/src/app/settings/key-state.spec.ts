import { keyState } from './key-state';

const now = new Date('2026-11-24T12:00:00Z');

describe('a key', () => {
  it('is active until it is rotated or revoked', () => {
    expect(keyState({ expires_at: null, revoked_at: null }, now)).toBe('active');
  });

  it('goes on working in the grace after a rotation, then ends', () => {
    const rotated = { expires_at: '2026-11-24T13:00:00Z', revoked_at: null };
    expect(keyState(rotated, now)).toBe('ending');
    expect(keyState(rotated, new Date('2026-11-24T13:00:00Z'))).toBe('ended');
  });

  it('that was revoked stays so, whatever its grace', () => {
    const revoked = { expires_at: '2027-01-01T00:00:00Z', revoked_at: '2026-11-24T11:00:00Z' };
    expect(keyState(revoked, now)).toBe('revoked');
  });
});
