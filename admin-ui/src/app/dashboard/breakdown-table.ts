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
import { Flag } from '../ui/country';
import { Icon } from '../ui/icon';
import { Skeleton } from '../ui/skeleton';
import { saveCsv } from '../ui/table/save-csv';
import { Toasts } from '../ui/toast';
import type { Breakdown, BreakdownRow, QueryAnswer } from '../api/models';
import type { Asking } from '../question/asking';
import { breakdownColumns, type OrderBy, readingColumns, type TableRow } from './breakdown-columns';
import { MOST_PAGES, readingOf, readingQuestion, readReading } from './page-reading';
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
  /** Whoever looks through a public link may not ask how pages were read. */
  private readonly reads = this.dimension === 'page' && !this.given.asking.shared();
  protected readonly columns = this.reads
    ? [...breakdownColumns, ...readingColumns]
    : breakdownColumns;
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
  private readonly reading = readingOf(this.given.asking.projectId, this.given.asking.body, () =>
    this.reads ? pagesOf(this.wanted()) : [],
  );
  protected readonly rows = computed(() =>
    this.wanted().map((row) => {
      const whole: TableRow = { ...row, reading: this.reading().get(row.value ?? '') };
      return {
        row,
        look: lookOf(this.dimension, row.value ?? ''),
        cells: this.columns.map((column) => ({ key: column.key, text: column.text(whole) })),
      };
    }),
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
      saveCsv(this.dimension, this.reads ? await this.withReading(rows) : rows, [
        { key: 'value', label: this.label, value: (row: TableRow) => row.value },
        ...this.columns.map(({ key, label, value }) => ({ key, label, value })),
      ]);
    } catch (failure) {
      this.toasts.complain(say('The file was not made: {0}', sentenceOf(failure)));
    } finally {
      this.saving.set(false);
    }
  }
  private async withReading(rows: readonly BreakdownRow[]): Promise<readonly TableRow[]> {
    const { asking } = this.given;
    const url = apiUrl`/analytics/${asking.projectId()}/query`;
    const scope = asking.body();
    const pages = pagesOf(rows);
    const known = new Map<string, TableRow['reading']>();
    for (let at = 0; at < pages.length; at += MOST_PAGES) {
      const question = readingQuestion(scope, pages.slice(at, at + MOST_PAGES));
      const answer = await this.api.post<QueryAnswer>(url, question);
      for (const [page, reading] of readReading(answer)) known.set(page, reading);
    }
    return rows.map((row) => ({ ...row, reading: known.get(row.value ?? '') }));
  }
}

const pagesOf = (rows: readonly BreakdownRow[]): string[] =>
  rows.flatMap(({ value }) => (value ? [value] : []));
