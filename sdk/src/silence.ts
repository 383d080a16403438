import { matches } from './rules.js';
import { settings } from './settings.js';
import { stored } from './storage.js';

/** What the visitor chose by `optIn()` or `optOut()`. */
type Choice = 'in' | 'out';
/** A setting that keeps the tracker silent; something false when none does. */
type Silence = 'consent' | 'ignoreGpc' | 'localhost' | 'hosts' | 'exclude' | false | undefined;

interface PrivacySignals {
  globalPrivacyControl?: boolean;
  doNotTrack?: string | null;
}

let choice: string | undefined;

/** Remembers a choice in this browser; gives back the one that holds, which another tab may have made. */
export const choose = (made?: Choice): string | undefined =>
  (choice = stored('localStorage', 'tracker', made) || choice);

/** The setting for which this visitor is not counted, and nothing kept on the device. */
export const denied = (): Silence =>
  (choose() ? choice === 'out' : settings.consent)
    ? 'consent'
    : // Global Privacy Control: https://w3c.github.io/gpc/
      // Do Not Track: https://developer.mozilla.org/en-US/docs/Web/API/Navigator/doNotTrack
      !settings.ignoreGpc &&
      ((navigator as PrivacySignals).globalPrivacyControl ||
        (navigator as PrivacySignals).doNotTrack === '1') &&
      'ignoreGpc';

/** The setting for which nothing is sent from this address. */
export const silence = ({ hostname, pathname, hash }: URL): Silence =>
  denied() ||
  // The host of a file is empty.
  (!settings.localhost && /^$|^127\.|localhost$/.test(hostname)
    ? 'localhost'
    : settings.hosts && !matches(settings.hosts, hostname)
      ? 'hosts'
      : matches(settings.exclude, pathname + hash) && 'exclude');
