import { settings } from './settings.js';

/** Says something in the browser's console, with `data-debug`. */
export const say = (...parts: unknown[]): unknown =>
  settings.debug && console.log('tracker:', ...parts);

/** The same work, but an exception is said instead of thrown: it is never the page's problem. */
export const quiet =
  <Args extends unknown[], Result>(work: (...args: Args) => Result) =>
  (...args: Args): Result | undefined => {
    try {
      return work(...args);
    } catch (error) {
      say(error);
    }
  };

/**
 * Hears events of the window and of everything in it, their types in one string. Capturing hears also
 * what does not bubble, and what the page stops on its way up.
 */
export const listen = <Heard>(types: string, hear: (event: Heard) => unknown): unknown =>
  types.split(' ').map((type) => addEventListener(type, quiet(hear) as EventListener, true));
