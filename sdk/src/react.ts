import { startTracker, type Settings, type Tracker } from './tracker.js';

/** What of React the hook is made with, so that the page has one React only. */
interface React {
  useState: <State>(initial: () => State) => [State, ...unknown[]];
  useEffect: (effect: () => void, dependencies: unknown[]) => void;
}

/** The hooks of one project. */
export interface TrackerHooks {
  /** The tracker; it starts with the first component that asks. */
  useTracker(): Tracker;
  /** Names the signed-in user once known, and ends the link when they sign out (null). */
  useIdentity(userId: string | number | null | undefined): void;
}

/** Makes the hooks: `export const { useTracker } = trackerHooks(React, { project, apiUrl })`. */
export function trackerHooks({ useState, useEffect }: React, settings: Settings): TrackerHooks {
  const useTracker = (): Tracker => useState(() => startTracker(settings))[0];
  const known = new WeakMap<Tracker, string | number>();
  return {
    useTracker,
    useIdentity(userId) {
      const tracker = useTracker();
      useEffect(() => {
        if (userId) {
          known.set(tracker, userId);
          tracker.identify(userId);
        } else if (userId === null && known.delete(tracker)) tracker.reset();
      }, [tracker, userId]);
    },
  };
}
