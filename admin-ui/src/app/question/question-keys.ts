import { inject } from '@angular/core';
import type { Preset } from '../ui/range-picker/range';
import { presets } from '../ui/range-picker/range';
import { Shortcuts } from '../ui/shortcuts';
import { say } from '../ui/words/say';

export interface QuestionActions {
  pick(preset: Preset): void;
  chooseDates(): void;
  shift(step: -1 | 1): void;
  filter(): void;
  clear(): void;
}

/** The keys of a page with a range and filters; call it in an injection context. */
export function registerQuestionKeys(actions: QuestionActions): void {
  const range = say('Range');
  const filters = say('Filters');
  inject(Shortcuts).register([
    ...presets.map(({ preset, label, key }) => ({
      keys: key.toLowerCase(),
      label,
      group: range,
      run: () => actions.pick(preset),
    })),
    { keys: 'c', label: say('Custom dates'), group: range, run: () => actions.chooseDates() },
    { keys: 'ArrowLeft', label: say('Earlier'), group: range, run: () => actions.shift(-1) },
    { keys: 'ArrowRight', label: say('Later'), group: range, run: () => actions.shift(1) },
    { keys: 'n', label: say('Add a filter'), group: filters, run: () => actions.filter() },
    { keys: 'Escape', label: say('Clear the filters'), group: filters, run: () => actions.clear() },
  ]);
}
