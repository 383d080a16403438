import { Component, inject } from '@angular/core';
import { Icon } from './icon';
import { ThemeChoice, themes } from './theme';
import { say } from './words/say';

/** Light, dark, or as the system says: three radio buttons in one control. */
@Component({
  selector: 'app-theme-switch',
  imports: [Icon],
  host: { role: 'radiogroup', '[attr.aria-label]': 'label' },
  template: `
    @for (option of options; track option.theme) {
      <label [title]="option.label">
        <input
          type="radio"
          name="theme"
          class="unseen"
          [checked]="choice.theme() === option.theme"
          (change)="choice.choose(option.theme)"
        />
        <app-icon [name]="option.icon" [size]="16" />
        <span class="unseen">{{ option.label }}</span>
      </label>
    }
  `,
  styles: `
    :host {
      display: inline-flex;
      padding: 2px;
      border: 1px solid var(--line);
      border-radius: var(--radius);
      background: var(--surface-sunken);
    }

    label {
      position: relative;
      display: grid;
      place-items: center;
      width: 32px;
      height: 26px;
      border-radius: var(--radius-s);
      color: var(--ink-soft);
      cursor: pointer;
    }

    label:hover {
      color: var(--ink);
    }

    label:has(:checked) {
      background: var(--surface-raised);
      box-shadow: var(--shadow);
      color: var(--accent);
    }

    label:has(:focus-visible) {
      outline: 2px solid var(--accent);
    }
  `,
})
export class ThemeSwitch {
  protected readonly label = say('Theme');
  protected readonly choice = inject(ThemeChoice);
  protected readonly options = themes;
}
