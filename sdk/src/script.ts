import { readSettings } from './settings.js';
import { createTracker, type IdleTracker } from './tracker.js';

type Call = [name: keyof IdleTracker, ...args: unknown[]];
interface Global {
  /** Calls made before the script came: an array, until it has. */
  q: { push(call: Call): unknown };
  [method: string]: unknown;
}

// Only known while the script runs for the first time:
// https://developer.mozilla.org/en-US/docs/Web/API/Document/currentScript
const script = document.currentScript as HTMLScriptElement;

function begin(): void {
  const settings = readSettings(script);
  const globals = window as unknown as Record<string, Global>;
  const global = (globals[settings.global] = globals[settings.global] || ({} as Global));
  const calls = (global.q = global.q || ([] as Call[]));
  // No array: the tag is on the page twice, and the first one is at work.
  if (!Array.isArray(calls)) return;
  for (const method of 'event page identify reset flush optOut optIn'.split(' '))
    global[method] = (...args: unknown[]) => global.q.push([method as Call[0], ...args]);

  function start(): void {
    const tracker = createTracker(settings);
    const call = ([method, ...args]: Call): unknown =>
      (tracker[method] as (...args: unknown[]) => unknown)(...args);
    const isAboutVisitor = ([method]: Call): boolean => /^(id|re|opt)/.test(method);
    const made = calls as unknown as Call[];
    global.q = { push: call };
    // Who the visitor is holds for the first view already; what they did comes after it.
    made.filter(isAboutVisitor).forEach(call);
    tracker.watch();
    made.filter((one) => !isAboutVisitor(one)).forEach(call);
  }

  // A prerendered page may never be seen and has a copy of session storage:
  // https://developer.mozilla.org/en-US/docs/Web/API/Document/prerenderingchange_event
  if ((document as Document & { prerendering?: boolean }).prerendering)
    document.addEventListener('prerenderingchange', start);
  else start();
}

try {
  begin();
} catch (error) {
  console.warn('tracker:', error);
}
