import { inject } from '@angular/core';
import type { Preset } from '../ui/range-picker/range';
import { presets } from '../ui/range-picker/range';
import { Shortcuts } from '../ui/shortcuts';

export interface DashboardActions {
  pick(preset: Preset): void;
  chooseDates(): void;
  shift(step: -1 | 1): void;
  compare(): void;
  interval(): void;
  filter(): void;
  clear(): void;
}

/** The keys of the dashboard; call it in an injection context. */
export function registerDashboardKeys(actions: DashboardActions): void {
  const view = 'Dashboard';
  inject(Shortcuts).register([
    ...presets.map(({ preset, label, key }) => ({
      keys: key.toLowerCase(),
      label,
      group: 'Range',
      run: () => actions.pick(preset),
    })),
    { keys: 'c', label: 'Custom dates', group: 'Range', run: () => actions.chooseDates() },
    { keys: 'ArrowLeft', label: 'Earlier', group: 'Range', run: () => actions.shift(-1) },
    { keys: 'ArrowRight', label: 'Later', group: 'Range', run: () => actions.shift(1) },
    { keys: 'x', label: 'Comparison', group: view, run: () => actions.compare() },
    { keys: 'i', label: 'Steps of the chart', group: view, run: () => actions.interval() },
    { keys: 'n', label: 'Add a filter', group: view, run: () => actions.filter() },
    { keys: 'Escape', label: 'Clear the filters', group: view, run: () => actions.clear() },
  ]);
}
