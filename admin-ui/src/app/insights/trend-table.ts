import { Component, input, output } from '@angular/core';
import { Button } from '../ui/button';
import { SERIES } from '../ui/charts/chart-theme';
import { Delta } from '../ui/delta/delta';
import { Icon } from '../ui/icon';
import { exact } from '../ui/numbers/number-format';
import type { Column } from '../ui/table/column';
import { saveCsv } from '../ui/table/save-csv';
import { say } from '../ui/words/say';
import { SayPipe } from '../ui/words/say-pipe';
import type { TrendRow } from './trend-lines';

type Row = TrendRow & { readonly label: string };

/** The numbers behind the lines; a click on a mark puts its line out and on again. */
@Component({
  selector: 'app-trend-table',
  imports: [Button, Delta, Icon, SayPipe],
  template: `
    <div class="scroll" tabindex="0" role="region" aria-label="Numbers" i18n-aria-label>
      <table>
        <thead>
          <tr>
            <th scope="col" i18n>Line</th>
            <th scope="col" class="numeric" i18n>In the whole range</th>
            <th scope="col" class="numeric" i18n>Before</th>
            <th scope="col" class="numeric" i18n>Change</th>
          </tr>
        </thead>
        <tbody>
          @for (row of rows(); track row.id) {
            <tr [class.off]="hidden().includes(row.id)">
              <th scope="row">
                <button
                  type="button"
                  [attr.aria-pressed]="!hidden().includes(row.id)"
                  [attr.aria-label]="'Line of {0}' | say: row.label"
                  (click)="flip.emit(row.id)"
                >
                  <i [style.background]="colourOf(row)"></i><span class="cut">{{ row.label }}</span>
                </button>
              </th>
              <td class="numeric">
                <b>{{ textOf(row.now, row) }}</b>
              </td>
              <td class="numeric soft">{{ textOf(row.before, row) }}</td>
              <td class="numeric">
                <app-delta [before]="row.before" [now]="row.now" />
              </td>
            </tr>
          } @empty {
            <tr>
              <td colspan="4" class="soft" i18n>Nothing in this period.</td>
            </tr>
          }
        </tbody>
      </table>
    </div>
    <button appButton="text" class="csv" type="button" (click)="save()">
      <app-icon name="download" [size]="16" /><span i18n>CSV</span>
    </button>
  `,
  styles: `
    .scroll {
      overflow-x: auto;
    }

    table {
      width: 100%;
      border-collapse: collapse;
    }

    th,
    td {
      padding: 8px var(--space-4);
      font-weight: 500;
      text-align: start;
      white-space: nowrap;
    }

    thead th {
      background: var(--surface-sunken);
      color: var(--ink-soft);
      font-size: var(--text-xs);
    }

    thead th:first-child {
      border-start-start-radius: var(--radius-l);
    }

    thead th:last-child {
      border-start-end-radius: var(--radius-l);
    }

    tbody tr + tr {
      border-top: 1px solid var(--line);
    }

    th {
      width: 60%;
    }

    th button {
      display: inline-flex;
      align-items: center;
      gap: var(--space-2);
      max-width: 100%;
      padding: 2px 0;
      border: 0;
      background: none;
      color: var(--ink);
      font: inherit;
      cursor: pointer;
    }

    i {
      flex: none;
      width: 12px;
      height: 12px;
      border-radius: 4px;
    }

    .off .cut {
      color: var(--ink-faint);
      text-decoration: line-through;
    }

    .off i {
      opacity: 0.35;
    }

    td.numeric,
    th.numeric {
      width: auto;
      text-align: end;
    }

    b {
      font-weight: 600;
    }

    .csv {
      margin: 4px;
    }

    @media (width < 560px) {
      th,
      td {
        padding-inline: var(--space-3);
      }

      tr > :nth-child(3) {
        display: none;
      }

      .cut {
        max-width: 38vw;
      }
    }
  `,
})
export class TrendTable {
  readonly rows = input.required<readonly Row[]>();
  readonly hidden = input.required<readonly string[]>();
  readonly flip = output<string>();

  protected colourOf({ colour }: Row): string {
    return `var(--series-${(colour % SERIES) + 1})`;
  }

  protected textOf(value: number | null | undefined, { unit }: Row): string {
    return value === undefined ? '' : exact(value, unit);
  }

  protected save(): void {
    const columns: Column<Row>[] = [
      { key: 'line', label: say('Line'), value: ({ label }) => label },
      { key: 'now', label: say('In the whole range'), value: ({ now }) => now },
      { key: 'before', label: say('Before'), value: ({ before }) => before ?? null },
    ];
    saveCsv('trends', this.rows(), columns);
  }
}
