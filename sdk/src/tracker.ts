import { quiet } from './quiet.js';
import { settings, type Settings } from './settings.js';
import { install, methods, type Queue } from './start.js';
import type { Tracker } from './tracker.types.js';

export type { Settings } from './settings.js';
export type { EventOptions, Properties, Tracker } from './tracker.types.js';

const tracker = {} as Queue;

/**
 * Starts the tracker of a page that bundles it, as the script tag does by itself, and gives it back.
 * A page has one: called again, it gives back the same. Where there is no page (rendering on a
 * server), its calls do nothing.
 */
export function startTracker(given: Settings): Tracker {
  if (typeof document === 'undefined') {
    const nothing = (): void => undefined;
    return Object.fromEntries(Object.keys(methods).map((name) => [name, nothing])) as never;
  }
  if (!tracker.q) {
    Object.assign(settings, given);
    quiet(install)(tracker);
  }
  return tracker;
}
