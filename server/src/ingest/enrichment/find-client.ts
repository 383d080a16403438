import { isIP } from 'node:net';
import type { Step } from './arrival.js';

/**
 * Decides whose address and browser count: what a secret key claims, else those of the request when a browser made it.
 * A program that speaks for itself (a server SDK, curl) has no visitor behind its address, so there is no client.
 */
export const findClient: Step = (arrival, facts) => {
  const { ip, userAgent } = arrival.sent.claimed;
  const claims = ip !== null || userAgent !== null;
  if (facts.trusted) {
    if (claims) {
      arrival.client = { ip: ip !== null && isIP(ip) ? ip : '', userAgent: userAgent ?? '' };
    }
    return null;
  }
  if (claims) arrival.notes.push('override_ignored');
  if (!facts.describe(facts.userAgent).program) {
    arrival.client = { ip: facts.ip, userAgent: facts.userAgent };
  }
  return null;
};
