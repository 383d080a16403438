import { watchActions } from './actions.js';
import { look } from './engagement.js';
import { automatic, page, send, tellEngagement, viewAnew } from './events.js';
import { watchNavigation } from './navigation.js';
import { become, flush, forget, restore, who, type Who } from './outbox.js';
import { listen, quiet } from './quiet.js';
import { settings } from './settings.js';
import { choose, denied } from './silence.js';
import type { Tracker } from './tracker.types.js';

type Loaded = PerformanceNavigationTiming;
type Call = [name: keyof Tracker, ...args: unknown[]];

/** A tracker as the page sees it; its calls wait in `q` until it is at work. */
export interface Queue extends Tracker {
  q: { push(call: Call): unknown };
}

/** What each call does; see `Tracker` for its promises. */
export const methods: Tracker = {
  event: (name, properties, options) => send(name, { properties, ...options }),
  page,
  identify(user_id, traits) {
    // The same user again, with nothing new to say, is no news.
    if (user_id && (user_id !== (who as Who).user_id || traits)) {
      become({ user_id });
      send('$identify', { traits });
    }
  },
  reset: () => become({ signed_out: true }),
  group: (group_id, traits) => send('$group', { properties: { ...traits, group_id } }),
  flush: () => flush(1),
  optOut() {
    forget();
    choose('out');
  },
  optIn() {
    if (denied()) {
      choose('in');
      viewAnew();
    }
  },
};

let tracker: Queue;

const call = quiet(([name, ...args]: Call): unknown =>
  (methods[name] as (...args: unknown[]) => unknown)(...args),
);

/**
 * Begins once the page is seen: a tab may be opened, or a page prepared, and never be shown. Until
 * then, calls wait. https://developer.mozilla.org/en-US/docs/Web/API/Document/prerendering
 */
const begin = (): void => {
  const calls = (tracker.q ||= []) as unknown as Call[];
  // No array: the tracker is at work already, or the tag is on the page twice.
  if (!calls.map) return;
  for (const name in methods)
    tracker[name as 'event'] = (...args) => tracker.q.push([name as 'event', ...args]) as void;
  if (document.hidden) return;
  tracker.q = { push: call };
  restore();
  // Who the visitor is holds for the first view already; what they did comes after it.
  calls.map((one) => /^[igro]/.test(one as unknown as string) && call(one));
  automatic();
  calls.map((one) => /^[efp]/.test(one as unknown as string) && call(one));
  listen('pointermove keydown scroll focus blur', look);
  // A tab closed on a phone says only visibilitychange, an older Safari that navigates only pagehide:
  // https://www.igvita.com/2015/11/20/dont-lose-user-and-app-state-use-page-visibility/
  // TRICKY: on the way back from the cache visibilitychange comes before pageshow, and must not write
  // over what the other pages have left behind.
  listen('pagehide visibilitychange online', ({ type }: Event) => {
    if (type < 'v' || document.hidden) {
      tellEngagement();
      void flush(1);
    }
  });
  // Back from the back/forward cache is a view of its own, and other pages of the tab went on
  // meanwhile: https://web.dev/articles/bfcache
  listen('pageshow', ({ persisted }: PageTransitionEvent) => {
    if (persisted) {
      restore();
      automatic();
    }
  });
  if (!settings.manual) watchNavigation();
  watchActions();
  // The load of the document is the first entry: nothing begins before it.
  if (!settings['no-404'] && (performance.getEntries()[0] as Loaded).responseStatus === 404)
    send('not_found');
};

/** Puts the calls on `global` and begins, now or when the page is first shown. */
export const install = (global: Queue): void => {
  tracker = global;
  listen('visibilitychange', begin);
  begin();
};
