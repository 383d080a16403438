import { Component, computed, inject, input, output } from '@angular/core';
import { Dialogs } from '../dialogs';
import { Icon } from '../icon';
import { Menu } from '../menu/menu';
import { MenuItem } from '../menu/menu-item';
import { MenuTrigger } from '../menu/menu-trigger';
import type { WeekStart } from './dates-dialog';
import type { LocalSpan, Range } from './range';
import { presets, rangeLabel, shift, spanLabel, spanOf } from './range';
import { say } from '../words/say';

/** Picks the range: ‹ › to move it, a menu of presets with their keys, own dates. */
@Component({
  selector: 'app-range-picker',
  imports: [Icon, Menu, MenuItem, MenuTrigger],
  template: `
    <div class="group">
      <button
        type="button"
        class="step"
        aria-label="Earlier (←)"
        i18n-aria-label
        title="Earlier (←)"
        i18n-title
        [disabled]="!earlier()"
        (click)="go(earlier())"
      >
        <app-icon name="chevron-left" [size]="16" />
      </button>
      <button type="button" class="name" [appMenuTrigger]="menu" [title]="dates()">
        <app-icon class="mark" name="calendar" [size]="15" />
        <span class="cut"><span class="unseen" i18n>Range: </span>{{ label() }}</span>
        <app-icon class="mark" name="chevron-down" [size]="14" />
      </button>
      <button
        type="button"
        class="step"
        aria-label="Later (→)"
        i18n-aria-label
        title="Later (→)"
        i18n-title
        [disabled]="!later()"
        (click)="go(later())"
      >
        <app-icon name="chevron-right" [size]="16" />
      </button>
    </div>
    <app-menu #menu="appMenu">
      @for (entry of presets; track entry.preset) {
        <button
          appMenuItem
          type="button"
          [class.chosen]="isChosen(entry.preset)"
          [attr.aria-current]="isChosen(entry.preset) || null"
          (click)="pick.emit({ kind: 'preset', preset: entry.preset })"
        >
          <span class="picker-item"
            >{{ entry.label }}<kbd>{{ entry.key }}</kbd></span
          >
        </button>
      }
      <button
        appMenuItem
        type="button"
        [class.chosen]="range().kind === 'between'"
        (click)="chooseDates()"
      >
        <span class="picker-item"
          ><ng-container i18n>Custom dates …</ng-container><kbd>C</kbd></span
        >
      </button>
    </app-menu>
  `,
  styleUrl: './picker.scss',
})
export class RangePicker {
  readonly range = input.required<Range>();
  readonly zone = input.required<string>();
  /** The moment the page counts from; presets and ‹ › depend on it. */
  readonly now = input.required<number>();
  readonly weekStart = input<WeekStart>('monday');
  readonly pick = output<Range>();

  private readonly dialogs = inject(Dialogs);
  protected readonly presets = presets;
  protected readonly label = computed(() => rangeLabel(this.range()));
  protected readonly earlier = computed(() => shift(this.range(), -1, this.now(), this.zone()));
  protected readonly later = computed(() => shift(this.range(), 1, this.now(), this.zone()));
  protected readonly dates = computed(() => {
    const span = this.span();
    return `${span ? spanLabel(span) : say('All time')} · ${this.zone()}`;
  });

  protected isChosen(preset: string): boolean {
    const range = this.range();
    return range.kind === 'preset' && range.preset === preset;
  }

  protected go(range: Range | null): void {
    if (range) this.pick.emit(range);
  }

  shift(step: -1 | 1): void {
    this.go(step === -1 ? this.earlier() : this.later());
  }

  async chooseDates(): Promise<void> {
    const load = () => import('./dates-dialog').then((m) => m.DatesDialog);
    const data = {
      heading: say('Choose dates'),
      span: this.span(),
      now: this.now(),
      zone: this.zone(),
      weekStart: this.weekStart(),
    };
    const span = await this.dialogs.open<LocalSpan>(load, { data });
    if (span) this.pick.emit({ kind: 'between', ...span });
  }

  private span(): LocalSpan | null {
    const range = this.range();
    return range.kind === 'between' ? range : spanOf(range.preset, this.now(), this.zone());
  }
}
