import { watchEngagement } from './engagement.js';
import { listen } from './listen.js';
import { watchNavigation } from './navigation.js';
import { createOutbox } from './outbox.js';
import { quiet } from './quiet.js';
import type { Settings } from './settings.js';
import { silence, type Choice } from './silence.js';
import { recall, remember } from './storage.js';
import type { Tracker } from './tracker.types.js';
import { uuid7 } from './uuid7.js';

export type { Settings } from './settings.js';
export type { EventOptions, Properties, Tracker } from './tracker.types.js';

const CHOICE = 'tracker:choice';
const SAME_VIEW_MS = 50;

/** A tracker that does nothing by itself until `watch()` is called. */
export interface IdleTracker extends Tracker {
  /** Begins to follow the page: views, engagement, leaving, coming back. */
  watch(): void;
}

/** Starts a tracker for a page that bundles it; the script tag does the same by itself. */
export function startTracker(settings: Settings): Tracker {
  const tracker = createTracker(settings);
  tracker.watch();
  return tracker;
}

/** Makes a tracker; see `Tracker` for its promises. */
export function createTracker(settings: Settings): IdleTracker {
  const userKey = `tracker:${settings.project}:user`;
  const outbox = createOutbox(settings);
  const takeAttention = settings.noEngagement ? undefined : watchEngagement();
  // The signed-in user; '' after reset(), null when nobody was ever named.
  let user = recall('sessionStorage', userKey, null);
  let choice = recall('localStorage', CHOICE, null) as Choice;
  let referrer = document.referrer;
  let url = '';
  let viewedAt = 0;

  function say(...parts: unknown[]): void {
    if (settings.debug) console.log('tracker:', ...parts);
  }
  const safe = <Args extends unknown[], Result>(work: (...args: Args) => Result) =>
    quiet(work, say);

  const here = (): string =>
    settings.hash ? location.href : (location.href.split('#')[0] as string);

  function send(event: string, fields: object): void {
    const now = Date.now();
    const body = {
      event,
      event_id: uuid7(now),
      timestamp: now,
      page_url: here(),
      referrer: referrer || undefined,
      user_id: user || undefined,
      signed_out: user === '' || undefined,
      ...fields,
    };
    const reason = silence(settings, choice, body.page_url);
    say(body, reason);
    if (!reason) outbox.add(JSON.stringify(body));
  }

  function name(id: string): void {
    user = id;
    remember('sessionStorage', userKey, user);
  }

  function tellEngagement(): void {
    const properties = url && takeAttention && takeAttention();
    if (properties) send('engagement', { page_url: url, properties });
  }

  function page(properties?: object, routed?: boolean): void {
    const next = here();
    const now = Date.now();
    // A router and the site may both announce one and the same view.
    if (next === url && now - viewedAt < SAME_VIEW_MS) return;
    tellEngagement();
    if (url) referrer = url;
    url = next;
    viewedAt = now;
    send('page_view', {
      // Routers set the title after the address: what it says now is of the route before.
      title: routed ? undefined : document.title,
      screen: `${screen.width}x${screen.height}`,
      language: navigator.language,
      properties,
    });
  }

  function choose(made: 'in' | 'out'): void {
    choice = made;
    remember('localStorage', CHOICE, made);
  }

  /** Counts the first view, once the page can be seen: a tab may open, or a page be prepared, unseen. */
  function appear(): void {
    if (!url && !document.hidden) page();
  }

  function moved(replaced: boolean): void {
    const path = (address: string): string => address.split('?')[0] as string;
    // Nothing was shown yet: the first view will tell where it ended up.
    if (url && here() !== url && !(replaced && path(here()) === path(url))) page(undefined, true);
  }

  /** Leaves nothing behind: the page may not be seen again, or the network has just come back. */
  function sendAll(): void {
    tellEngagement();
    void outbox.flush(true);
  }

  /** Back from the back/forward cache (https://web.dev/articles/bfcache): a view of its own. */
  function comeBack(event: Event): void {
    if (!(event as PageTransitionEvent).persisted) return;
    // Other pages of this tab went on while this one was frozen.
    user = recall('sessionStorage', userKey, user);
    outbox.takeOver();
    if (url && !settings.manual) page();
  }

  function watch(): void {
    // A tab closed on a phone says only visibilitychange, an older Safari that navigates says only
    // pagehide: https://www.igvita.com/2015/11/20/dont-lose-user-and-app-state-use-page-visibility/
    listen('pagehide visibilitychange online', safe(sendAll));
    listen('pageshow', safe(comeBack));
    if (settings.manual) return;
    watchNavigation(safe(moved));
    listen('visibilitychange', safe(appear));
    appear();
  }

  return {
    watch: safe(watch),
    page: safe((properties) => page(properties)),
    event: safe((event, properties, options) => send(event, { properties, ...options })),
    identify: safe((userId, traits) => {
      const id = String(userId || '');
      // The same user again, with nothing new to say, is no news.
      if (!id || (id === user && !traits)) return;
      name(id);
      send('$identify', { traits });
    }),
    reset: safe(() => name('')),
    flush: safe(() => outbox.flush()),
    optOut: safe(() => {
      choose('out');
      outbox.clear();
    }),
    optIn: safe(() => {
      const silent = silence(settings, choice, here());
      choose('in');
      if (silent && url && !settings.manual) {
        url = '';
        page();
      }
    }),
  };
}
