import { httpResource } from '@angular/common/http';
import { Component, computed, effect, inject } from '@angular/core';
import { Button } from '../ui/button';
import { RouterLink } from '@angular/router';
import { apiUrl } from '../api/api';
import type { Ingestion } from '../api/models';
import { CurrentProject } from '../projects/current-project';
import { refusalText } from '../projects/refusals';
import { Card } from '../ui/card';
import { EmptyState } from '../ui/empty-state';
import { ErrorState } from '../ui/error-state';
import { exact } from '../ui/numbers/number-format';
import { Skeleton } from '../ui/skeleton';
import { steady } from '../ui/steady';
import { type Column, TableCell } from '../ui/table/column';
import { DataTable } from '../ui/table/data-table';
import { TimeAgo } from '../ui/time/time-ago';

const ASK_AGAIN_MS = 10_000;

interface Refusal {
  readonly code: string;
  readonly fate: 'Dropped' | 'Rejected' | 'Adjusted';
  readonly count: number;
  readonly last_at: string;
}

/** What arrived today, and what was turned away and why. */
@Component({
  selector: 'app-ingestion',
  imports: [
    Card,
    DataTable,
    EmptyState,
    ErrorState,
    Button,
    RouterLink,
    Skeleton,
    TableCell,
    TimeAgo,
  ],
  templateUrl: './ingestion.html',
  styleUrl: './ingestion.scss',
})
export class IngestionPage {
  private readonly current = inject(CurrentProject);
  protected readonly project = computed(() => this.current.required());
  protected readonly answer = httpResource<Ingestion>(
    () => apiUrl`/projects/${this.project().id}/ingestion`,
  );
  private readonly kept = steady(this.answer, () => this.project().id);
  protected readonly known = this.kept.value;
  protected readonly error = this.kept.error;

  protected readonly refusals = computed<readonly Refusal[]>(() => {
    const known = this.known();
    if (!known) return [];
    return [
      ...known.dropped.map(({ reason, ...rest }) => ({
        code: reason,
        fate: 'Dropped' as const,
        ...rest,
      })),
      ...known.rejected.map((entry) => ({ ...entry, fate: 'Rejected' as const })),
      ...known.noted.map(({ reason, ...rest }) => ({
        code: reason,
        fate: 'Adjusted' as const,
        ...rest,
      })),
    ];
  });
  protected readonly turnedAway = computed(() =>
    this.refusals().reduce((sum, { fate, count }) => (fate === 'Adjusted' ? sum : sum + count), 0),
  );

  protected readonly columns: readonly Column<Refusal>[] = [
    { key: 'reason', label: 'Reason', value: ({ code }) => refusalText(code).title },
    { key: 'fate', label: 'What happened', value: ({ fate }) => fate, minor: true },
    { key: 'count', label: 'Events', value: ({ count }) => count, numeric: true },
    { key: 'last', label: 'Last', value: ({ last_at }) => last_at, numeric: true, minor: true },
  ];
  protected readonly byCount = { key: 'count', direction: 'desc' } as const;
  protected readonly rowKey = ({ fate, code }: Refusal) => `${fate} ${code}`;
  protected readonly textOf = ({ code }: Refusal) => refusalText(code);
  protected readonly asRefusal = (row: unknown) => row as Refusal;

  constructor() {
    effect((onCleanup) => {
      const timer = setInterval(() => this.answer.reload(), ASK_AGAIN_MS);
      onCleanup(() => clearInterval(timer));
    });
  }

  protected count(value: number): string {
    return exact(value, 'count');
  }
}
