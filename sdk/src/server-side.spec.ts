/** @jest-environment node */
import { startTracker } from './tracker.js';

it('does nothing, and breaks nothing, where there is no page', () => {
  const tracker = startTracker({ project: 'pk_1', apiUrl: 'https://stats.example' });
  tracker.event('rendered');
  tracker.identify('u1');
  expect(tracker.flush()).toBeUndefined();
});
