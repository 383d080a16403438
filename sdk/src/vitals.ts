import type { Tracker } from './tracker.types.js';

type Observed = PerformanceEntry & {
  value: number;
  hadRecentInput: boolean;
  interactionId: number;
};

const LONGEST_KEPT = 10;

/**
 * Measures the load of this document as Chromium, Firefox and Safari allow, and tells it in one
 * `web_vital` event when the page is first hidden: `lcp`, `inp`, `fcp`, `ttfb` in milliseconds,
 * `cls` as a score; what a browser cannot measure is left out. https://web.dev/articles/vitals
 */
export function watchVitals(tracker: Tracker): void {
  const page = location.href.split('#')[0];
  const load = performance.getEntriesByType('navigation')[0] as
    (PerformanceNavigationTiming & { activationStart?: number }) | undefined;
  // A prerendered page begins for its visitor when it is shown.
  const began = load?.activationStart || 0;
  const after = (time: number): number => Math.round(Math.max(0, time - began));
  const vitals: Record<string, number> = {};
  const observers: [PerformanceObserver, (entry: Observed) => void][] = [];

  function observe(type: string, see: (entry: Observed) => void, durationThreshold?: number): void {
    const observer = new PerformanceObserver((list) =>
      (list.getEntries() as Observed[]).forEach(see),
    );
    try {
      observer.observe({ type, buffered: true, durationThreshold } as PerformanceObserverInit);
      observers.push([observer, see]);
    } catch {
      // This browser does not measure it.
    }
  }

  if (load?.responseStart) vitals['ttfb'] = after(load.responseStart);

  observe('paint', ({ name, startTime }) => {
    if (name === 'first-contentful-paint') vitals['fcp'] = after(startTime);
  });

  // The largest paint before the visitor does anything; the browser stops telling by itself.
  observe('largest-contentful-paint', ({ startTime }) => {
    vitals['lcp'] = after(startTime);
  });

  // The worst burst of shifts: less than 1 s apart, 5 s long at most. https://web.dev/articles/cls
  let burst = 0;
  let begun = 0;
  let last = 0;
  observe('layout-shift', ({ value, hadRecentInput, startTime }) => {
    if (hadRecentInput) return;
    if (startTime - last > 1_000 || startTime - begun > 5_000) {
      burst = 0;
      begun = startTime;
    }
    last = startTime;
    burst += value;
    vitals['cls'] = Math.max(vitals['cls'] || 0, Math.round(burst * 1e4) / 1e4);
  });

  // The longest interaction, one of fifty left out. https://web.dev/articles/inp
  const interactions = new Map<number, number>();
  let ids: [least: number, most: number] | undefined;
  function interacted({ interactionId, duration }: Observed): void {
    if (!interactionId) return;
    ids = [
      Math.min(ids?.[0] || interactionId, interactionId),
      Math.max(ids?.[1] || 0, interactionId),
    ];
    interactions.set(interactionId, Math.max(interactions.get(interactionId) || 0, duration));
    const longest = [...interactions].sort((a, b) => b[1] - a[1]);
    for (const [id] of longest.slice(LONGEST_KEPT)) interactions.delete(id);
    // Short interactions are not told, but Chromium's ids go up by 7 with each.
    const counted = (ids[1] - ids[0]) / 7 + 1;
    const kept = longest.slice(0, LONGEST_KEPT);
    vitals['inp'] = (
      kept[Math.min(kept.length - 1, Math.floor(counted / 50))] as [number, number]
    )[1];
  }
  observe('event', interacted, 40);
  observe('first-input', interacted);

  function tell(): void {
    if (document.visibilityState !== 'hidden') return;
    removeEventListener('visibilitychange', tell, true);
    for (const [observer, see] of observers) {
      (observer.takeRecords() as Observed[]).forEach(see);
      observer.disconnect();
    }
    if (Object.keys(vitals).length === 0) return;
    // A layout that nothing shifts is measured too.
    if (observers.length > 2 && vitals['cls'] === undefined) vitals['cls'] = 0;
    tracker.event('web_vital', vitals, { interactive: false, page_url: page });
    void tracker.flush();
  }
  // A page opened unseen paints when it is shown, which says nothing of its load.
  if (document.visibilityState !== 'hidden') addEventListener('visibilitychange', tell, true);
}
