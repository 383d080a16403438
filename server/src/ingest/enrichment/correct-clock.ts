import type { Step } from './arrival.js';

const DAY_MS = 86_400_000;
const FUTURE_MS = 600_000;
// What a request takes on its way is no fault of a clock: taken for one, it would put the events of two requests of a
// page in an order they did not have.
const ON_THE_WAY_MS = 5_000;
// Nobody kept web events earlier; a store keeps a partition a month.
const EARLIEST = Date.UTC(2000, 0, 1);

/**
 * Client clocks lie: what they are off by when they send is taken off, from five seconds on. A time more than ten minutes ahead becomes the
 * receive time; one older than the accept window is dropped, unless a secret key sent it.
 */
export const correctClock: Step = ({ sent, draft }, { now, sentAt, project, trusted }) => {
  if (sent.clientTime === null) return null;
  const off = sentAt === null ? 0 : now - sentAt;
  const corrected = sent.clientTime + (Math.abs(off) < ON_THE_WAY_MS ? 0 : off);
  draft.at = corrected > now + FUTURE_MS ? now : corrected;
  const oldest = trusted ? EARLIEST : now - project.acceptWindowDays * DAY_MS;
  return draft.at < oldest ? 'too_old' : null;
};
