import type { Tracker } from './tracker.types.js';

const MOST_TOLD = 10;
const MOST_STACK = 2_000;

/**
 * Tells of exceptions and rejections that nobody caught, as `js_error` with `message`, `source`
 * (`file:line:column`) and `stack`; each once, at most ten on a page. The page's own handlers still run.
 */
export function watchErrors(tracker: Tracker): void {
  const told = new Set<string>();
  const tell = (error: unknown, message?: string, source?: string): void => {
    const { name, message: said, stack } = (error || {}) as Error;
    const properties = {
      message: (said ? `${name}: ${said}` : message || String(error)).slice(0, 500),
      source,
      stack: stack && String(stack).slice(0, MOST_STACK),
    };
    const key = properties.message + source;
    if (told.has(key) || told.size >= MOST_TOLD) return;
    told.add(key);
    tracker.event('js_error', properties, { interactive: false });
  };
  addEventListener('error', (event) => {
    // Errors of other origins' scripts say nothing but «Script error.».
    if (event.lineno)
      tell(event.error, event.message, `${event.filename}:${event.lineno}:${event.colno}`);
  });
  addEventListener('unhandledrejection', ({ reason }) => tell(reason));
}
