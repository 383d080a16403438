import { Component, computed, input, output } from '@angular/core';
import { ErrorState } from '../ui/error-state';
import { Flag } from '../ui/country';
import { Skeleton } from '../ui/skeleton';
import { CountPipe } from '../ui/numbers/count-pipe';
import { say } from '../ui/words/say';

interface Row {
  readonly text: string;
  readonly flag: string | null;
  readonly visitors: number;
}

const SHOWN = 7;

/** A short list of what is being looked at right now. */
@Component({
  selector: 'app-live-rows',
  imports: [CountPipe, ErrorState, Flag, Skeleton],
  template: `
    <h2>{{ heading() }}</h2>
    @if (bars(); as bars) {
      <ul>
        @for (row of bars; track row.text) {
          <li [title]="row.text">
            <span class="bar" [style.width.%]="row.width"></span>
            @if (row.flag) {
              <app-flag class="text" [code]="row.flag" />
            }
            <span class="text name cut">{{ row.text }}</span>
            <b class="text">{{ row.visitors | count }}</b>
          </li>
        } @empty {
          <li class="none">{{ none() }}</li>
        }
      </ul>
    } @else if (error()) {
      <app-error-state [error]="error()" (retry)="retry.emit()" />
    } @else {
      @for (width of waiting; track width) {
        <app-skeleton [width]="width + '%'" height="26px" />
      }
    }
  `,
  styles: `
    :host {
      display: block;
      min-height: 178px;
      padding: var(--space-3) var(--space-2) var(--space-2);
      border: 1px solid var(--line);
      border-radius: var(--radius-l);
      background: var(--surface);
      box-shadow: var(--shadow);
    }

    h2 {
      margin-bottom: var(--space-2);
      padding-inline: var(--space-2);
      font-size: var(--text-m);
    }

    li {
      position: relative;
      display: flex;
      align-items: center;
      gap: var(--space-2);
      height: 30px;
      padding: 0 var(--space-2);
    }

    li + li {
      margin-top: 2px;
    }

    .bar {
      position: absolute;
      inset: 0 auto 0 0;
      border-radius: var(--radius-s);
      background: var(--row-bar);
      opacity: 0.75;
      transition: width 240ms ease-out;
    }

    .text {
      position: relative;
    }

    .name {
      flex: 1;
    }

    b {
      font-weight: 600;
    }

    .none {
      color: var(--ink-soft);
    }

    app-skeleton + app-skeleton {
      margin-top: 6px;
    }
  `,
})
export class LiveRows {
  readonly heading = input.required<string>();
  readonly rows = input.required<readonly Row[] | undefined>();
  readonly none = input(say('Nobody is here at the moment.'));
  readonly error = input<unknown>(null);
  readonly retry = output<void>();

  protected readonly waiting = [90, 70, 55, 40];
  protected readonly bars = computed(() => {
    const rows = this.rows()?.slice(0, SHOWN);
    const most = Math.max(1, ...(rows ?? []).map(({ visitors }) => visitors));
    return rows?.map((row) => ({ ...row, width: (row.visitors / most) * 100 }));
  });
}
