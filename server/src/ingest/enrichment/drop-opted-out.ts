import type { Step } from './arrival.js';

/** Honours Global Privacy Control and Do Not Track when a browser speaks for its own user. */
export const dropOptedOut: Step = ({ client }, { privacySignal, trusted }) =>
  privacySignal && client !== null && !trusted ? 'opted_out' : null;
