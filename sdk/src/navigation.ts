import { here, page, url } from './events.js';
import { listen, quiet } from './quiet.js';

/** Tells of a view after each change of the address without a load; a replaced query is none. */
export const watchNavigation = (): void => {
  const moved = ({ type }: { type: string }): unknown =>
    here() === url ||
    (type > 'r' && here().split('?')[0] === url.split('?')[0]) ||
    page(undefined, true);
  (['pushState', 'replaceState'] as const).map((type) => {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called on its own object
    const original = history[type];
    history[type] = (...args) => {
      original.apply(history, args);
      quiet(moved)({ type });
    };
  });
  // popstate comes for back and forward and for a click on a #link, hashchange for the rest:
  // https://html.spec.whatwg.org/multipage/browsing-the-web.html#updating-the-document
  listen('popstate hashchange', moved);
};
