import {
  InjectionToken,
  inject,
  makeEnvironmentProviders,
  type EnvironmentProviders,
} from '@angular/core';
import { startTracker, type Settings, type Tracker } from './tracker.js';

const TRACKER = new InjectionToken<Tracker>('tracker');

/** Starts the tracker with the application: `bootstrapApplication(App, { providers: [provideTracker({…})] })`. */
export function provideTracker(settings: Settings): EnvironmentProviders {
  const tracker = startTracker(settings);
  return makeEnvironmentProviders([{ provide: TRACKER, useValue: tracker }]);
}

/** The application's tracker, in an injection context. */
export function injectTracker(): Tracker {
  return inject(TRACKER);
}
