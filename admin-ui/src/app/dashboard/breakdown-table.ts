import { Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { Button } from '../ui/button';
import {
  MAT_DIALOG_DATA,
  MatDialogClose,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { Api, apiUrl } from '../api/api';
import { sentenceOf } from '../api/problem';
import { walk } from '../api/walk';
import type { Dimension } from '../ui/filter-chips/filter';
import { dimensions } from '../ui/filter-chips/filter';
import { ErrorState } from '../ui/error-state';
import { Flag } from '../ui/flag';
import { Icon } from '../ui/icon';
import { Skeleton } from '../ui/skeleton';
import { saveCsv } from '../ui/table/save-csv';
import { Toasts } from '../ui/toast';
import type { Breakdown, BreakdownRow } from '../api/models';
import type { Asking } from '../question/asking';
import { breakdownColumns, type OrderBy } from './breakdown-columns';
import { isNamed, lookOf, storedAsCode } from '../question/dimension-look';
import { CountPipe } from '../ui/numbers/count-pipe';
import { SayPipe } from '../ui/words/say-pipe';
import { say } from '../ui/words/say';

interface TableData {
  readonly dimension: Dimension;
  readonly asking: Asking;
}

const PAGE = 50;
const CSV_PAGE = 500;
const CSV_ROWS = 10_000;
const TYPING_MS = 180;

/** A breakdown whole: searched, sorted and paged by the server; a row is a filter here too. */
@Component({
  selector: 'app-breakdown-table',
  imports: [
    SayPipe,
    CountPipe,
    ErrorState,
    Flag,
    Icon,
    Button,
    MatDialogClose,
    MatDialogContent,
    MatDialogTitle,
    Skeleton,
  ],
  templateUrl: './breakdown-table.html',
  styleUrl: './breakdown-table.scss',
})
export class BreakdownTable {
  private readonly given = inject<TableData>(MAT_DIALOG_DATA);
  private readonly self = inject(MatDialogRef);
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private typing: ReturnType<typeof setTimeout> | null = null;

  protected readonly dimension = this.given.dimension;
  protected readonly label = dimensions[this.given.dimension];
  protected readonly columns = breakdownColumns;
  private readonly codes = storedAsCode(this.dimension);
  private readonly page = this.codes ? CSV_PAGE : PAGE;
  protected readonly search = signal('');
  protected readonly order = signal<OrderBy>(this.dimension === 'event' ? 'events' : 'visitors');
  protected readonly saving = signal(false);
  private readonly question = computed(() => ({
    ...this.given.asking.scope(),
    dimension: this.dimension,
    order_by: this.order(),
    ...(this.search() && !this.codes ? { search: this.search() } : {}),
  }));
  private readonly walk = walk<Breakdown>(
    () => ({
      url: apiUrl`/analytics/${this.given.asking.projectId()}/breakdown`,
      params: { ...this.question(), limit: this.page },
    }),
    this.given.asking.projectId,
  );
  protected readonly answer = this.walk.value;
  protected readonly stale = this.walk.stale;
  protected readonly error = this.walk.error;
  protected readonly more = this.walk.more;
  protected readonly from = computed(() => this.walk.step() * this.page + 1);
  protected readonly first = computed(() => this.walk.step() === 0);
  private readonly wanted = computed(() => {
    const rows = this.answer()?.data ?? [];
    if (!this.codes || !this.search()) return rows;
    return rows.filter(({ value }) => isNamed(this.dimension, value, this.search()));
  });
  protected readonly rows = computed(() =>
    this.wanted().map((row) => ({
      row,
      look: lookOf(this.dimension, row.value ?? ''),
      cells: breakdownColumns.map((column) => ({ key: column.key, text: column.text(row) })),
    })),
  );
  protected readonly waiting = Array.from({ length: 12 }, (_, index) => index);

  constructor() {
    effect(() => {
      if (this.given.asking.part('open') !== this.dimension) untracked(() => this.self.close());
    });
  }

  protected type(text: string): void {
    if (this.typing !== null) clearTimeout(this.typing);
    this.typing = setTimeout(() => this.search.set(text.trim()), TYPING_MS);
  }

  protected again(): void {
    this.walk.again();
  }

  protected next(): void {
    this.walk.next();
  }

  protected back(): void {
    this.walk.back();
  }

  protected pick(event: MouseEvent, value: string | null): void {
    this.given.asking.toggle(this.dimension, value ?? '', event.ctrlKey || event.metaKey);
  }

  protected async saveCsv(): Promise<void> {
    this.saving.set(true);
    try {
      const url = apiUrl`/analytics/${this.given.asking.projectId()}/breakdown`;
      const most = { page: CSV_PAGE, most: CSV_ROWS };
      const rows = await this.api.getMany<BreakdownRow>(url, this.question(), most);
      saveCsv(this.dimension, rows, [
        { key: 'value', label: this.label, value: (row: BreakdownRow) => row.value },
        ...breakdownColumns.map(({ key, label, value }) => ({ key, label, value })),
      ]);
    } catch (failure) {
      this.toasts.complain(say('The file was not made: {0}', sentenceOf(failure)));
    } finally {
      this.saving.set(false);
    }
  }
}
