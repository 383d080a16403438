import { bucketName, tickEvery, tickLabel } from './series';

describe('the time axis', () => {
  it('writes the hour, or the day where an hour begins one', () => {
    expect(tickLabel('2026-11-24T13:00', 'hour', false, 'en-GB')).toBe('13:00');
    expect(tickLabel('2026-11-24T00:00', 'hour', false, 'en-GB')).toBe('00:00');
    expect(tickLabel('2026-11-24T00:00', 'hour', true, 'en-GB')).toBe('24 Nov');
  });

  it('shows the clock of the project, whatever zone the viewer is in', () => {
    expect(bucketName('2026-11-24T00:00', 'day', 'en-GB')).toBe('Tue, 24 Nov 2026');
    expect(bucketName('2026-11-01T00:00', 'month', 'en-GB')).toBe('November 2026');
  });

  it('leaves room between labels', () => {
    expect(tickEvery(7, 800)).toBe(1);
    expect(tickEvery(24, 800)).toBe(3);
    expect(tickEvery(24, 320)).toBe(6);
    expect(tickEvery(168, 800)).toBe(24);
  });
});
