import { takeAttention } from './engagement.js';
import { add, who } from './outbox.js';
import { say } from './quiet.js';
import { masked } from './rules.js';
import { settings } from './settings.js';
import { silence } from './silence.js';
import type { Properties } from './tracker.types.js';
import { uuid7 } from './uuid7.js';

/** The page that was viewed last; empty before the first view. */
export let url = '';
let referrer = '';
let viewedAt = 0;

/** The address of the page being shown; what follows `#` counts only where it names pages. */
export const here = (): string => location.href.split(settings.hash ? ' ' : '#')[0] as string;

/** Makes an event of what happens here and now and gives it to the outbox, or says why not. */
export const send = (event: string, fields?: object): void => {
  const now = Date.now();
  const body = {
    event,
    event_id: uuid7(now),
    timestamp: now,
    page_url: here(),
    referrer: referrer || document.referrer,
    ...who,
    ...fields,
  };
  const reason = silence(new URL(body.page_url, location as never));
  say(body, reason);
  if (!reason) add(masked(JSON.stringify(body)));
};

/** Tells how long, and how deep, the page viewed last was looked at since this was told last. */
export const tellEngagement = (): void => {
  const properties = !settings.noEngagement && takeAttention();
  if (url && properties) send('engagement', { page_url: url, properties });
};

/** Tells of a view of this page; the same one within 50 ms is told once. */
export const page = (properties?: Properties, routed?: boolean): void => {
  const now = Date.now();
  // A router and the site may both announce one and the same view.
  if (here() === url && now - viewedAt < 50) return;
  tellEngagement();
  referrer = url;
  url = here();
  viewedAt = now;
  send('page_view', {
    // Routers set the title after the address: what it says now is of the route before.
    title: routed ? undefined : document.title,
    screen: screen.width + 'x' + screen.height,
    properties,
  });
};

/** A view that the site does not announce itself. */
export const automatic = (): unknown => settings.manual || page();

/** The page is seen, though its view could not be told before. */
export const viewAnew = (): void => {
  url = '';
  automatic();
};
