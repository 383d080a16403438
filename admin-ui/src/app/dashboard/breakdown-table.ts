import { httpResource } from '@angular/common/http';
import {
  Component,
  computed,
  effect,
  inject,
  linkedSignal,
  signal,
  untracked,
} from '@angular/core';
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
import type { Dimension } from '../ui/filter-chips/filter';
import { dimensions } from '../ui/filter-chips/filter';
import { ErrorState } from '../ui/error-state';
import { Flag } from '../ui/flag';
import { Icon } from '../ui/icon';
import { Skeleton } from '../ui/skeleton';
import { steady } from '../ui/steady';
import { toCsv } from '../ui/table/table-view';
import { Toasts } from '../ui/toast';
import type { BreakdownAnswer, BreakdownRow } from './answers';
import type { Asking } from './asking';
import { breakdownColumns, type OrderBy } from './breakdown-columns';
import { isNamed, lookOf, storedAsCode } from './dimension-look';

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
  /** The cursors of the pages walked through, the present one last; a new question starts over. */
  private readonly cursors = linkedSignal<unknown, readonly string[]>({
    source: this.question,
    computation: () => [],
  });

  private readonly request = httpResource<BreakdownAnswer>(() => {
    const cursor = this.cursors().at(-1);
    return {
      url: apiUrl`/analytics/${this.given.asking.projectId()}/breakdown`,
      params: { ...this.question(), limit: this.page, ...(cursor ? { cursor } : {}) },
    };
  });
  private readonly steady = steady(this.request, this.given.asking.projectId);
  protected readonly answer = this.steady.value;
  protected readonly stale = this.steady.stale;
  protected readonly error = this.steady.error;
  protected readonly from = computed(() => this.cursors().length * this.page + 1);
  protected readonly first = computed(() => this.cursors().length === 0);
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
    this.request.reload();
  }

  protected next(): void {
    const cursor = this.answer()?.next_cursor;
    if (cursor) this.cursors.update((cursors) => [...cursors, cursor]);
  }

  protected back(): void {
    this.cursors.update((cursors) => cursors.slice(0, -1));
  }

  protected pick(event: MouseEvent, value: string | null): void {
    this.given.asking.toggle(this.dimension, value ?? '', event.ctrlKey || event.metaKey);
  }

  protected async saveCsv(): Promise<void> {
    this.saving.set(true);
    try {
      const rows = await this.allRows();
      const columns = [
        { key: 'value', label: this.label, value: (row: BreakdownRow) => row.value },
        ...breakdownColumns.map(({ key, label, value }) => ({ key, label, value })),
      ];
      const link = document.createElement('a');
      link.href = URL.createObjectURL(
        new Blob(['\ufeff', toCsv(rows, columns)], { type: 'text/csv' }),
      );
      link.download = `${this.dimension}.csv`;
      link.click();
      URL.revokeObjectURL(link.href);
    } catch (failure) {
      this.toasts.complain(`The file was not made: ${sentenceOf(failure)}`);
    } finally {
      this.saving.set(false);
    }
  }

  private async allRows(): Promise<BreakdownRow[]> {
    const rows: BreakdownRow[] = [];
    let cursor: string | null = null;
    do {
      const parameters = new URLSearchParams({ ...this.question(), limit: String(CSV_PAGE) });
      if (cursor) parameters.set('cursor', cursor);
      const url = apiUrl`/analytics/${this.given.asking.projectId()}/breakdown`;
      const page: BreakdownAnswer = await this.api.get(`${url}?${parameters.toString()}`);
      rows.push(...page.data);
      cursor = page.next_cursor;
    } while (cursor && rows.length < CSV_ROWS);
    return rows;
  }
}
