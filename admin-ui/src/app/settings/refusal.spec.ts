import type { Ingestion } from '../api/models';
import { countTurnedAway, refusalsOf } from './refusal';

const report: Ingestion = {
  accepted_today: 10,
  dropped: [{ reason: 'bot', count: 3, last_at: '2026-11-24T09:00:00.000Z' }],
  rejected: [{ code: 'name_too_long', count: 2, last_at: '2026-11-24T09:00:00.000Z' }],
  noted: [{ reason: 'override_ignored', count: 7, last_at: '2026-11-24T09:00:00.000Z' }],
  quarantined: 0,
  last_event_at: null,
};

describe('what was turned away', () => {
  it('has a line for each reason, with its fate', () => {
    expect(refusalsOf(report).map(({ code, fate, count }) => [code, fate, count])).toEqual([
      ['bot', 'dropped', 3],
      ['name_too_long', 'rejected', 2],
      ['override_ignored', 'adjusted', 7],
    ]);
  });

  it('does not count what was stored after all', () => {
    expect(countTurnedAway(refusalsOf(report))).toBe(5);
  });
});
