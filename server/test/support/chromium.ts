import { existsSync } from 'node:fs';

/** The one without windows draws for nobody and needs half the time. */
const PLACES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'];

/** Where this machine has its Chromium. */
export function chromiumPath(): string {
  const found = PLACES.map((name) => `/usr/bin/${name}`).find((place) => existsSync(place));
  if (!found) throw new Error('No Chromium here: .ci/install-test-servers installs one.');
  return found;
}
