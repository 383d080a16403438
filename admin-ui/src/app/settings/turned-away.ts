import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { CurrentProject } from '../projects/current-project';
import { refusalText } from '../projects/refusals';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import { type Column, TableCell } from '../ui/table/column';
import { DataTable } from '../ui/table/data-table';
import { TimeAgo } from '../ui/time/time-ago';
import type { Fate, Refusal } from './refusal';
import { say } from '../ui/words/say';

const fates: Record<Fate, { readonly label: string; readonly hint: string }> = {
  dropped: { label: say('Dropped'), hint: say('In order, but not to be counted.') },
  rejected: {
    label: say('Rejected'),
    hint: say('It broke a rule of the format, and its sender was told.'),
  },
  adjusted: { label: say('Adjusted'), hint: say('Stored, but not as it was sent.') },
};

/** What was turned away at the door, by reason: what the reason means and what to do about it. */
@Component({
  selector: 'app-turned-away',
  imports: [Button, DataTable, EmptyState, RouterLink, TableCell, TimeAgo],
  template: `
    @if (refusals().length > 0) {
      <app-data-table
        caption="Events of the last 7 days that were turned away, by reason"
        i18n-caption
        csvName="turned-away"
        [rows]="refusals()"
        [columns]="columns"
        [rowKey]="rowKey"
        [sorting]="byCount"
      >
        <ng-template appTableCell="reason" let-row>
          <strong>{{ textOf(rowOf(row)).title }}</strong>
          <span class="fate narrow" [class]="rowOf(row).fate">{{
            fates[rowOf(row).fate].label
          }}</span>
          <p class="faint">{{ textOf(rowOf(row)).text }}</p>
        </ng-template>
        <ng-template appTableCell="fate" let-row>
          <span class="fate" [class]="rowOf(row).fate" [title]="fates[rowOf(row).fate].hint">{{
            fates[rowOf(row).fate].label
          }}</span>
        </ng-template>
        <ng-template appTableCell="last" let-row>
          <app-time-ago [time]="rowOf(row).last_at" [zone]="zone()" />
        </ng-template>
      </app-data-table>
      <p class="fine" i18n>
        Counted over the last 7 days. Dropped: in order, but not to be counted. Rejected: it broke a
        rule of the format, and its sender was told. Adjusted: stored, but not as sent.
      </p>
    } @else if (ever()) {
      <app-empty-state
        icon="check"
        heading="Nothing was turned away in 7 days"
        i18n-heading
        text="Every event that came was stored."
        i18n-text
      >
        <a appButton="outlined" [routerLink]="['/projects', project().id, 'live']" i18n
          >Watch events arrive</a
        >
      </app-empty-state>
    } @else {
      <app-empty-state
        icon="code"
        heading="No event came yet"
        i18n-heading
        text="Put the snippet on your site; what arrives and what does not is counted here."
        i18n-text
      >
        <a appButton="filled" [routerLink]="['/projects', project().id, 'install']" i18n
          >Install the snippet</a
        >
      </app-empty-state>
    }
  `,
  styles: `
    strong {
      font-weight: 550;
    }

    p {
      font-size: var(--text-s);
    }

    .fine {
      padding: var(--space-3) var(--space-4);
      border-top: 1px solid var(--line);
      color: var(--ink-faint);
      font-size: var(--text-xs);
    }

    .fate {
      padding: 1px 9px;
      border-radius: 10px;
      background: var(--surface-sunken);
      color: var(--ink-soft);
      font-size: var(--text-xs);
      line-height: 18px;
    }

    .narrow {
      margin-left: var(--space-2);
    }

    @media (width >= 720px) {
      .narrow {
        display: none;
      }
    }

    .rejected {
      background: var(--bad-soft);
      color: var(--bad);
    }

    .dropped {
      background: var(--warn-soft);
      color: var(--warn);
    }
  `,
})
export class TurnedAway {
  private readonly current = inject(CurrentProject);
  readonly refusals = input.required<readonly Refusal[]>();
  readonly zone = input.required<string>();
  /** An event was accepted at some time. */
  readonly ever = input.required<boolean>();
  protected readonly project = computed(() => this.current.required());

  protected readonly fates = fates;
  protected readonly columns: readonly Column<Refusal>[] = [
    { key: 'reason', label: say('Reason'), value: ({ code }) => refusalText(code).title },
    {
      key: 'fate',
      label: say('What happened'),
      value: ({ fate }) => fates[fate].label,
      minor: true,
    },
    { key: 'count', label: say('Events'), value: ({ count }) => count, numeric: true, share: true },
    {
      key: 'last',
      label: say('Last'),
      value: ({ last_at }) => last_at,
      numeric: true,
      minor: true,
    },
  ];
  protected readonly byCount = { key: 'count', direction: 'desc' } as const;
  protected readonly rowKey = ({ fate, code }: Refusal) => `${fate} ${code}`;
  protected readonly textOf = ({ code }: Refusal) => refusalText(code);
  protected readonly rowOf = (row: unknown) => row as Refusal;
}
