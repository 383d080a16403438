import { existsSync } from 'node:fs';

/** With windows, if nobody looks. */
const WHOLE = ['chromium', 'chromium-browser', 'google-chrome'];
/** Draws for nobody and needs half the time, but has no back/forward cache. */
const SHELL = 'chromium-headless-shell';

/** Where this machine has the quickest Chromium. */
export function chromiumPath(): string {
  return pathOf([SHELL, ...WHOLE]);
}

/** Where this machine has a Chromium as people use it. */
export function wholeChromiumPath(): string {
  return pathOf(WHOLE);
}

function pathOf(names: readonly string[]): string {
  const found = names.map((name) => `/usr/bin/${name}`).find((place) => existsSync(place));
  if (!found) throw new Error('No Chromium here: .ci/install-test-servers installs one.');
  return found;
}
