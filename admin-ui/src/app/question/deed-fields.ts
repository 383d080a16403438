import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { httpResource } from '@angular/common/http';
import { apiUrl } from '../api/api';
import type { Breakdown } from '../api/models';
import type { DeedFilter, TimesOperator } from '../ui/filter-chips/filter';
import { timesOperators } from '../ui/filter-chips/filter';
import { Field } from '../ui/form/field';
import { isPreset, presets } from '../ui/range-picker/range';
import { say } from '../ui/words/say';
import { SayPipe } from '../ui/words/say-pipe';
import { CurrentProject } from '../projects/current-project';

const OFFERED = 60;
const first: DeedFilter = {
  did: 'event',
  value: '',
  times: { operator: 'gte', value: 1 },
  period: null,
  without: false,
};

/** What somebody did, or never did: which event or page, how often, and when. */
@Component({
  selector: 'app-deed-fields',
  imports: [Field, SayPipe],
  template: `
    <div class="row two">
      <app-field label="What" i18n-label>
        <select (change)="set({ did: $any($event.target).value, value: '' })">
          <option value="event" [selected]="deed().did === 'event'" i18n>Event</option>
          <option value="page" [selected]="deed().did === 'page'" i18n>View of the page</option>
        </select>
      </app-field>
      <app-field [label]="(deed().did === 'page' ? 'Path' : 'Name of the event') | say">
        <input
          type="text"
          autocomplete="off"
          spellcheck="false"
          cdkFocusInitial
          list="deed-values"
          [placeholder]="deed().did === 'page' ? '/pricing*' : 'purchase'"
          [value]="deed().value"
          (input)="set({ value: $any($event.target).value })"
        />
      </app-field>
    </div>
    <datalist id="deed-values">
      @for (one of offered(); track one) {
        <option [value]="one"></option>
      }
    </datalist>
    @if (!deed().without) {
      <div class="row two">
        <app-field label="How often" i18n-label>
          <select (change)="setTimes($any($event.target).value, deed().times.value)">
            @for (one of operators; track one) {
              <option [value]="one" [selected]="one === deed().times.operator">
                {{ words[one] }}
              </option>
            }
          </select>
        </app-field>
        <app-field label="Times" i18n-label>
          <input
            type="number"
            min="1"
            max="1000000"
            step="1"
            [value]="deed().times.value"
            (input)="setTimes(deed().times.operator, +$any($event.target).value)"
          />
        </app-field>
      </div>
    }
    <app-field
      label="When"
      i18n-label
      hint="People with an id are followed over all of it, a cookieless visitor on the day of the visit."
      i18n-hint
    >
      <select (change)="setPeriod($any($event.target).value)">
        <option value="" [selected]="deed().period === null">{{ unsaid() }}</option>
        @for (entry of presets; track entry.preset) {
          <option [value]="entry.preset" [selected]="entry.preset === deed().period">
            {{ entry.label }}
          </option>
        }
      </select>
    </app-field>
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-3);
      margin-top: var(--space-4);
    }

    .two {
      display: grid;
      grid-template-columns: minmax(0, 2fr) minmax(0, 3fr);
      gap: var(--space-2);
    }
  `,
})
export class DeedFields {
  private readonly current = inject(CurrentProject);
  readonly given = input<DeedFilter | null>(null);
  readonly without = input(false);
  /** What no period means here. */
  readonly unsaid = input(say('In the range of the page'));

  protected readonly presets = presets;
  protected readonly operators = timesOperators;
  protected readonly words: Record<TimesOperator, string> = {
    gte: say('at least'),
    lte: say('at most'),
    is: say('exactly'),
  };
  private readonly change = linkedSignal<DeedFilter>(() => this.given() ?? first);
  protected readonly deed = computed(() => ({ ...this.change(), without: this.without() }));
  private readonly values = httpResource<Breakdown>(() => ({
    url: apiUrl`/analytics/${this.current.seen().id}/breakdown`,
    params: { period: '30d', dimension: this.deed().did, limit: OFFERED, order_by: 'events' },
  }));
  protected readonly offered = computed(() =>
    this.values.hasValue() ? this.values.value().data.map(({ value }) => value) : [],
  );

  /** The deed as a filter; null while it says nothing. */
  readonly filter = computed<DeedFilter | null>(() => {
    const deed = this.deed();
    const value = deed.value.trim();
    const often = Number.isInteger(deed.times.value) && deed.times.value >= 1;
    if (value === '' || !(often || deed.without)) return null;
    return { ...deed, value, times: deed.without ? first.times : deed.times };
  });

  protected set(change: Partial<DeedFilter>): void {
    this.change.update((deed) => ({ ...deed, ...change }));
  }

  protected setTimes(operator: TimesOperator, value: number): void {
    this.set({ times: { operator, value } });
  }

  protected setPeriod(period: string): void {
    this.set({ period: isPreset(period) ? period : null });
  }
}
