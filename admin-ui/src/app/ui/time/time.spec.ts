import { ago } from './ago';
import { offset, zoneGroups } from './time-zones';

const now = new Date('2026-11-24T12:00:00Z');

describe('how long ago', () => {
  it.each([
    ['2026-11-24T11:59:30Z', 'just now'],
    ['2026-11-24T11:57:00Z', '3 minutes ago'],
    ['2026-11-24T10:00:01Z', '1 hour ago'],
    ['2026-11-23T11:00:00Z', 'yesterday'],
    ['2026-11-10T12:00:00Z', '2 weeks ago'],
    ['2026-11-24T14:00:00Z', 'in 2 hours'],
  ])('says of %s «%s»', (time, words) => {
    expect(ago(time, now, 'en')).toBe(words);
  });
});

describe('time zones', () => {
  it('are listed by region with their offset', () => {
    const asia = zoneGroups(now).find(({ region }) => region === 'Asia');
    expect(asia?.zones.some(({ label }) => /^Tehran \(GMT\+3:30\)$/.test(label))).toBe(true);
  });

  it('keep a stored zone that the browser does not list', () => {
    const ids = zoneGroups(now, 'Asia/Katmandu').flatMap(({ zones }) => zones.map(({ id }) => id));
    expect(ids).toContain('Asia/Katmandu');
  });

  it('carry the names of today', () => {
    const ids = zoneGroups(now).flatMap(({ zones }) => zones.map(({ id }) => id));
    expect(ids).toContain('Asia/Kathmandu');
    expect(ids).not.toContain('Asia/Katmandu');
  });

  it('know quarter hours', () => {
    expect(offset('Asia/Kathmandu', now)).toBe('GMT+5:45');
  });
});
