import type { Step } from './arrival.js';

const DAY_MS = 86_400_000;
const FUTURE_MS = 600_000;
// Nobody kept web events earlier; a store keeps a partition a month.
const EARLIEST = Date.UTC(2000, 0, 1);

/**
 * Client clocks lie: what they are off by when they send is taken off. A time more than ten minutes ahead becomes the
 * receive time; one older than the accept window is dropped, unless a secret key sent it.
 */
export const correctClock: Step = ({ sent, draft }, { now, sentAt, project, trusted }) => {
  if (sent.clientTime === null) return null;
  const corrected = sentAt === null ? sent.clientTime : now - (sentAt - sent.clientTime);
  draft.at = corrected > now + FUTURE_MS ? now : corrected;
  const oldest = trusted ? EARLIEST : now - project.acceptWindowDays * DAY_MS;
  return draft.at < oldest ? 'too_old' : null;
};
