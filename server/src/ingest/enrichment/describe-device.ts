import type { Step } from './arrival.js';

/** Browser, operating system and kind of device, without versions. */
export const describeDevice: Step = ({ client, draft }, { describe }) => {
  if (client === null) return null;
  const { browser, os, device } = describe(client.userAgent);
  draft.facts.browser = browser;
  draft.facts.os = os;
  draft.facts.device = device;
  return null;
};
