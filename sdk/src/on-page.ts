import type { EventOptions, Properties, Tracker } from './tracker.types.js';

interface Waiting {
  q: unknown[];
  event?: Tracker['event'];
  flush?: Tracker['flush'];
}

/** Starts an extra on the tracker of this page, named by `data-global`, whether that has come already or not. */
export function onPage(start: (tracker: Tracker) => void): void {
  try {
    const name = document.currentScript?.dataset['global'] || 'tracker';
    const globals = window as unknown as Record<string, Waiting>;
    const tracker = (globals[name] ||= { q: [] });
    start({
      event: (event: string, properties?: Properties, options?: EventOptions) => {
        if (tracker.event) tracker.event(event, properties, options);
        else tracker.q.push(['event', event, properties, options]);
      },
      flush: () => tracker.flush?.(),
    } as Tracker);
  } catch {
    // A browser that cannot measure is no problem of the page.
  }
}
