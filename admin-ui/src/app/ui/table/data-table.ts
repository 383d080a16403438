import { NgTemplateOutlet } from '@angular/common';
import {
  Component,
  computed,
  contentChildren,
  input,
  linkedSignal,
  output,
  signal,
} from '@angular/core';
import { Button } from '../button';
import { Icon } from '../icon';
import { share } from '../numbers/number-format';
import { type Column, TableCell } from './column';
import { saveCsv } from './save-csv';
import { type Sorting, nextSorting, searched, shownText, sorted } from './table-view';

/**
 * A table with search, sorting, shares, paging and CSV over the rows it is given. When the server
 * has more rows, set `hasMore` and load them on `more`.
 */
@Component({
  selector: 'app-data-table',
  imports: [Icon, Button, NgTemplateOutlet],
  templateUrl: './data-table.html',
  styleUrls: ['./table.scss', './data-table.scss'],
})
export class DataTable<Row> {
  readonly rows = input.required<readonly Row[]>();
  readonly columns = input.required<readonly Column<Row>[]>();
  readonly caption = input.required<string>();
  readonly rowKey = input<(row: Row) => unknown>((row) => row);
  readonly pageSize = input(25);
  readonly searchable = input(true);
  /** The name of the CSV file without its ending; empty = no button. */
  readonly csvName = input('');
  readonly sorting = input<Sorting | null>(null);
  /** Makes rows buttons. */
  readonly rowLabel = input<((row: Row) => string) | null>(null);
  readonly hasMore = input(false);
  readonly more = output<void>();
  readonly rowOpened = output<Row>();

  protected readonly cells = contentChildren(TableCell);
  protected readonly text = signal('');
  protected readonly order = linkedSignal(() => this.sorting());

  protected readonly found = computed(() =>
    sorted(searched(this.rows(), this.columns(), this.text()), this.columns(), this.order()),
  );
  protected readonly page = linkedSignal({ source: this.text, computation: () => 0 });
  protected readonly pages = computed(() =>
    Math.max(1, Math.ceil(this.found().length / this.pageSize())),
  );
  protected readonly at = computed(() => Math.min(this.page(), this.pages() - 1));
  protected readonly shown = computed(() =>
    this.found().slice(this.at() * this.pageSize(), (this.at() + 1) * this.pageSize()),
  );
  protected readonly range = computed(() => {
    const first = this.at() * this.pageSize();
    return { from: first + 1, to: first + this.shown().length, of: this.found().length };
  });

  private readonly totals = computed(
    () =>
      new Map(
        this.columns()
          .filter((column) => column.share)
          .map((column) => [column.key, this.sumOf(column)]),
      ),
  );

  protected template(key: string) {
    return this.cells().find((cell) => cell.key() === key)?.template ?? null;
  }

  protected textOf(column: Column<Row>, row: Row): string {
    return shownText(column, row);
  }

  protected shareOf(column: Column<Row>, row: Row): string {
    const total = this.totals().get(column.key) ?? 0;
    return total > 0 ? share((Number(column.value(row)) / total) * 100) : '';
  }

  protected sortBy(column: Column<Row>): void {
    this.order.set(nextSorting(column, this.order()));
    this.page.set(0);
  }

  protected ariaSort(column: Column<Row>): 'ascending' | 'descending' | 'none' {
    const order = this.order();
    if (order?.key !== column.key) return 'none';
    return order.direction === 'asc' ? 'ascending' : 'descending';
  }

  protected next(): void {
    if (this.at() < this.pages() - 1) this.page.set(this.at() + 1);
    else if (this.hasMore()) this.more.emit();
  }

  protected saveCsv(): void {
    saveCsv(this.csvName(), this.found(), this.columns());
  }

  private sumOf(column: Column<Row>): number {
    return this.rows().reduce((sum, row) => sum + Number(column.value(row) ?? 0), 0);
  }
}
