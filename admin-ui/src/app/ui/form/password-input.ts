import { Component, input, model, output, signal } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { Icon } from '../icon';
import { SayPipe } from '../words/say-pipe';

/** A password that can be looked at while it is typed. */
@Component({
  selector: 'app-password-input',
  imports: [SayPipe, Icon],
  template: `
    <input
      [type]="seen() ? 'text' : 'password'"
      [value]="value()"
      [autocomplete]="autocomplete()"
      spellcheck="false"
      autocapitalize="off"
      (input)="value.set($any($event.target).value)"
      (blur)="touch.emit()"
    />
    <button
      type="button"
      [attr.aria-label]="(seen() ? 'Hide the password' : 'Show the password') | say"
      (click)="seen.set(!seen())"
    >
      <app-icon [name]="seen() ? 'eye-off' : 'eye'" [size]="17" />
    </button>
  `,
  styles: `
    :host {
      position: relative;
      display: block;
    }

    input {
      padding-right: 40px;
    }

    button {
      position: absolute;
      inset: 0 2px 0 auto;
      display: grid;
      place-items: center;
      width: 36px;
      border: 0;
      background: none;
      color: var(--ink-faint);
      cursor: pointer;
    }

    button:hover {
      color: var(--ink);
    }
  `,
})
export class PasswordInput implements FormValueControl<string> {
  readonly value = model('');
  readonly touch = output<void>();
  readonly autocomplete = input<'current-password' | 'new-password'>('current-password');
  protected readonly seen = signal(false);
}
