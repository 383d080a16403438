import { inject } from '@angular/core';
import { Shortcuts } from '../ui/shortcuts';
import { say } from '../ui/words/say';

export interface DashboardActions {
  compare(): void;
  interval(): void;
  metric(at: number): void;
}

/** The keys of the dashboard beside those of its question; call it in an injection context. */
export function registerDashboardKeys(actions: DashboardActions, metrics: readonly string[]): void {
  const group = say('Dashboard');
  inject(Shortcuts).register([
    { keys: 'x', label: say('Comparison'), group, run: () => actions.compare() },
    { keys: 'i', label: say('Steps of the chart'), group, run: () => actions.interval() },
    ...metrics.map((label, at) => ({
      keys: String(at + 1),
      label: say('Chart: {0}', label),
      group,
      run: () => actions.metric(at),
    })),
  ]);
}
