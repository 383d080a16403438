import { DOCUMENT, Service, inject, signal } from '@angular/core';
import type { IconName } from './icon-paths';
import { say } from './words/say';

export type Theme = 'light' | 'dark' | 'system';

/** The themes to choose from, with their words and icons. */
export const themes: readonly { theme: Theme; label: string; icon: IconName }[] = [
  { theme: 'light', label: say('Light'), icon: 'sun' },
  { theme: 'dark', label: say('Dark'), icon: 'moon' },
  { theme: 'system', label: say('As the system'), icon: 'monitor' },
];

/** The chosen theme, remembered in this browser; `public/start.js` applies it before the first paint. */
@Service()
export class ThemeChoice {
  private readonly root = inject(DOCUMENT).documentElement;
  private readonly chosen = signal<Theme>(asTheme(this.root.dataset['theme']));
  readonly theme = this.chosen.asReadonly();
  /** Counts changes, for canvases that must be painted again in the new colours. */
  readonly changes = signal(0);

  constructor() {
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.announce());
  }

  choose(theme: Theme): void {
    this.chosen.set(theme);
    if (theme === 'system') delete this.root.dataset['theme'];
    else this.root.dataset['theme'] = theme;
    try {
      if (theme === 'system') localStorage.removeItem('theme');
      else localStorage.setItem('theme', theme);
    } catch {
      // Storage can be forbidden; the choice then lasts as long as the page.
    }
    this.announce();
  }

  private announce(): void {
    this.changes.update((count) => count + 1);
  }
}

function asTheme(value: string | undefined): Theme {
  return value === 'light' || value === 'dark' ? value : 'system';
}
