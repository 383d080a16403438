import { Component, computed, inject, input, output } from '@angular/core';
import { Occurring } from './occurring';
import type { Step } from '../question/step';

let count = 0;

/** One step: an event or a page, with those that occur on offer. */
@Component({
  selector: 'app-step-picker',
  template: `
    <select
      [attr.aria-label]="label()"
      (change)="pick.emit({ kind: $any($event.target).value, value: '' })"
    >
      @if (optional()) {
        <option value="any" [selected]="step() === null">{{ none() }}</option>
      }
      <option value="event" [selected]="step()?.kind === 'event'" i18n>Event</option>
      <option value="page" [selected]="step()?.kind === 'page'" i18n>Page</option>
    </select>
    @if (step(); as known) {
      <input
        type="text"
        autocomplete="off"
        spellcheck="false"
        [attr.aria-label]="label()"
        [attr.list]="list"
        [placeholder]="known.kind === 'event' ? 'signup' : '/pricing*'"
        [title]="known.value"
        [value]="known.value"
        (change)="pick.emit({ kind: known.kind, value: $any($event.target).value })"
      />
      <datalist [id]="list">
        @for (one of offered(); track one) {
          <option [value]="one"></option>
        }
      </datalist>
    }
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: 88px minmax(0, 1fr);
      gap: 6px;
      min-width: 0;
    }

    :host:not(:has(input)) select {
      grid-column: 1 / -1;
    }

    select,
    input {
      padding-left: 10px;
    }

    input {
      padding-right: 8px;
      text-overflow: ellipsis;
    }

    /* Names appear while typing; the arrow would take their room. */
    input::-webkit-calendar-picker-indicator {
      display: none;
    }
  `,
})
export class StepPicker {
  private readonly occurring = inject(Occurring);
  readonly step = input.required<Step | null>();
  readonly label = input.required<string>();
  /** A step that may be left out; `none` says what it means then. */
  readonly optional = input(false);
  readonly none = input('');
  readonly pick = output<{ kind: Step['kind'] | 'any'; value: string }>();

  protected readonly list = `steps-${++count}`;
  protected readonly offered = computed(() =>
    this.step()?.kind === 'page' ? this.occurring.pages() : this.occurring.events(),
  );
}
