import type { Settings } from './settings.js';

/** Every reason for which the tracker sends nothing. */
export type Silence = 'no_consent' | 'privacy_signal' | 'localhost' | 'excluded';

/** What the visitor chose by `optIn()` or `optOut()`; null before any choice. */
export type Choice = 'in' | 'out' | null;

// The host of a file is empty.
const LOCAL = /^$|\blocalhost$|^127\.|^\[::1]/;
// In a list of rules, what is no letter stands for itself, but for these.
const SIGNS: Record<string, string> = { '*': '.*', ',': '|', ' ': ' *' };

/** Why nothing is sent from `url`, or undefined when all is well. */
export function silence(settings: Settings, choice: Choice, url: string): Silence | undefined {
  const { hostname, pathname } = new URL(url);
  // Do Not Track: https://developer.mozilla.org/en-US/docs/Web/API/Navigator/doNotTrack
  // Global Privacy Control: https://w3c.github.io/gpc/
  const signals = navigator as PrivacySignals;

  if (choice ? choice === 'out' : settings.consent) return 'no_consent';
  if (!settings.ignoreGpc && (signals.globalPrivacyControl || signals.doNotTrack === '1'))
    return 'privacy_signal';
  if (!settings.localhost && LOCAL.test(hostname)) return 'localhost';
  if (settings.exclude && matches(settings.exclude, pathname)) return 'excluded';
  return undefined;
}

interface PrivacySignals {
  globalPrivacyControl?: boolean;
  doNotTrack?: string | null;
}

function matches(rules: string, path: string): boolean {
  const pattern = rules.replace(/\W/g, (sign) => SIGNS[sign] || `\\${sign}`);
  return new RegExp(`^(${pattern})$`).test(path);
}
