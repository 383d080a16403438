import { listen } from './listen.js';

/** Calls `moved` after each change of the address without a load; `replaced` when no entry was added. */
export function watchNavigation(moved: (replaced: boolean) => void): void {
  const follow = (name: 'pushState' | 'replaceState', replaced: boolean): void => {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the caller's own `this`
    const original = history[name];
    history[name] = function (...args) {
      original.apply(this, args);
      moved(replaced);
    };
  };
  follow('pushState', false);
  follow('replaceState', true);
  // popstate fires for back and forward and for a click on a #link; hashchange for the rest:
  // https://html.spec.whatwg.org/multipage/browsing-the-web.html#updating-the-document
  listen('popstate hashchange', () => moved(false));
}
