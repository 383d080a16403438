import { existsSync } from 'node:fs';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where this machine has its Chromium. */
export function chromiumPath(): string {
  const found = PLACES.find((place) => existsSync(place));
  if (!found) throw new Error('No Chromium here: .ci/install-test-servers installs one.');
  return found;
}
