import { UAParser } from 'ua-parser-js';

/** «Firefox on Linux», by which people recognise their own sign-ins; null when nothing is known. */
export function deviceName(userAgent: string | undefined): string | null {
  if (!userAgent) return null;
  const { browser, os } = UAParser(userAgent.slice(0, 500));
  const name = [browser.name, os.name].filter(Boolean).join(' on ');
  return name === '' ? null : name.slice(0, 100);
}
