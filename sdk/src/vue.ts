import { startTracker, type Settings, type Tracker } from './tracker.js';

/** What of a Vue application the plugin needs. */
interface App {
  provide(key: string, value: unknown): unknown;
  config: { globalProperties: Record<string, unknown> };
}

/**
 * Starts the tracker with the application: `app.use(trackerPlugin({…}))`. It is `$tracker` in
 * templates, and `inject('tracker')` in components.
 */
export function trackerPlugin(settings: Settings): { install(app: App): void } {
  return {
    install(app) {
      const tracker: Tracker = startTracker(settings);
      app.provide('tracker', tracker);
      app.config.globalProperties['$tracker'] = tracker;
    },
  };
}
