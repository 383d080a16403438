import { Component, computed, inject, input, output } from '@angular/core';
import { Dialogs } from '../ui/dialogs';
import { Icon } from '../ui/icon';
import { Menu } from '../ui/menu/menu';
import { MenuItem } from '../ui/menu/menu-item';
import { MenuTrigger } from '../ui/menu/menu-trigger';
import type { WeekStart } from '../ui/range-picker/dates-dialog';
import type { LocalSpan } from '../ui/range-picker/range';
import { spanLabel } from '../ui/range-picker/range';
import type { Comparison } from './question';
import { SayPipe } from '../ui/words/say-pipe';
import { say } from '../ui/words/say';

const labels: Record<Comparison['kind'], string> = {
  off: say('No comparison'),
  previous: say('Previous period'),
  year: say('Same period last year'),
  custom: say('Custom dates'),
};

/** Picks what the numbers are measured against; X walks through the choices. */
@Component({
  selector: 'app-comparison-picker',
  imports: [SayPipe, Icon, Menu, MenuItem, MenuTrigger],
  template: `
    <div class="group">
      <button
        type="button"
        class="name"
        [appMenuTrigger]="menu"
        [title]="'Compare with: {0}' | say: label()"
      >
        <app-icon name="compare" [size]="15" />
        <span class="cut words"><span class="unseen" i18n>Compare with: </span>{{ label() }}</span>
        <app-icon class="mark" name="chevron-down" [size]="14" />
      </button>
    </div>
    <app-menu #menu="appMenu">
      @for (kind of kinds; track kind) {
        <button
          appMenuItem
          type="button"
          [class.chosen]="comparison().kind === kind"
          [attr.aria-current]="comparison().kind === kind || null"
          (click)="choose(kind)"
        >
          <span class="picker-item">
            {{ labels[kind] }}{{ kind === 'custom' ? ' …' : '' }}
            @if (kind === 'previous') {
              <kbd>X</kbd>
            }
          </span>
        </button>
      }
      <button
        appMenuItem
        type="button"
        kind="menuitemcheckbox"
        [attr.aria-checked]="matching()"
        [disabled]="!matchable()"
        (click)="toggleWeekday()"
      >
        <span class="picker-item">
          <ng-container i18n>Match the weekday</ng-container>&ngsp;
          @if (matching()) {
            <app-icon name="check" [size]="15" />
          }
        </span>
      </button>
    </app-menu>
  `,
  styleUrl: '../ui/range-picker/picker.scss',
  styles: `
    .words {
      max-width: 170px;
    }

    @media (width < 1000px) {
      .words {
        display: none;
      }
    }
  `,
})
export class ComparisonPicker {
  readonly comparison = input.required<Comparison>();
  readonly now = input.required<number>();
  readonly zone = input.required<string>();
  readonly weekStart = input<WeekStart>('monday');
  readonly pick = output<Comparison>();

  private readonly dialogs = inject(Dialogs);
  protected readonly kinds = ['off', 'previous', 'year', 'custom'] as const;
  protected readonly labels = labels;
  protected readonly label = computed(() => {
    const comparison = this.comparison();
    return comparison.kind === 'custom' ? spanLabel(comparison.span) : labels[comparison.kind];
  });
  protected readonly matchable = computed(() => 'matchWeekday' in this.comparison());
  protected readonly matching = computed(() => {
    const comparison = this.comparison();
    return 'matchWeekday' in comparison && comparison.matchWeekday;
  });

  /** Off → previous → last year → off; own dates are chosen, not walked into. */
  next(): void {
    const after = { off: 'previous', previous: 'year', year: 'off', custom: 'off' } as const;
    this.choose(after[this.comparison().kind]);
  }

  protected choose(kind: Comparison['kind']): void {
    if (kind === 'custom') void this.chooseDates();
    else if (kind === 'off') this.pick.emit({ kind });
    else this.pick.emit({ kind, matchWeekday: this.matching() });
  }

  protected toggleWeekday(): void {
    const comparison = this.comparison();
    if ('matchWeekday' in comparison) {
      this.pick.emit({ ...comparison, matchWeekday: !comparison.matchWeekday });
    }
  }

  private async chooseDates(): Promise<void> {
    const load = () => import('../ui/range-picker/dates-dialog').then((m) => m.DatesDialog);
    const comparison = this.comparison();
    const span = comparison.kind === 'custom' ? comparison.span : null;
    const data = {
      heading: say('Compare with'),
      span,
      now: this.now(),
      zone: this.zone(),
      weekStart: this.weekStart(),
    };
    const chosen = await this.dialogs.open<LocalSpan>(load, { data });
    if (chosen) this.pick.emit({ kind: 'custom', span: chosen });
  }
}
