import type { Step } from './arrival.js';

/** Drops known bots where the project filters them; server-side events have no browser to judge. */
export const dropBots: Step = ({ client }, { project, describe }) =>
  project.filterBots && client !== null && describe(client.userAgent).bot ? 'bot' : null;
