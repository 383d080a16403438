import type { QueueStanding } from '../api/models';
import { failuresNotListed, failuresOf } from './failures';

const queue = (name: string, failed: number, ...times: string[]) =>
  ({
    name,
    failed,
    failures: times.map((failed_at, at) => ({ id: `${name}-${at}`, failed_at })),
  }) as QueueStanding;

describe('failed jobs', () => {
  it('of all queues stand together, the latest first', () => {
    const failures = failuresOf([
      queue('ingest', 2, '2026-11-24T10:00:00Z', '2026-11-24T08:00:00Z'),
      queue('upkeep', 1, '2026-11-24T09:00:00Z'),
    ]);
    expect(failures.map(({ queue: name, id }) => `${name} ${id}`)).toEqual([
      'ingest ingest-0',
      'upkeep upkeep-0',
      'ingest ingest-1',
    ]);
  });

  it('are said to be more where the server lists only the latest', () => {
    expect(
      failuresNotListed([queue('ingest', 25, '2026-11-24T10:00:00Z'), queue('salts', 0)]),
    ).toBe(24);
  });
});
