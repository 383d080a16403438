import { Service, computed, inject, signal } from '@angular/core';
import { Api, apiUrl } from '../api/api';
import type { Page } from '../api/models';
import { sentenceOf } from '../api/problem';
import { type Walk, walk } from '../api/walk';
import { Asking } from '../question/asking';
import type { Column } from '../ui/table/column';
import { saveCsv } from '../ui/table/save-csv';
import { Toasts } from '../ui/toast';
import { say } from '../ui/words/say';

const PAGE = 50;
const CSV_PAGE = 200;
const CSV_ROWS = 10_000;

export type List = 'events' | 'sessions' | 'users';

/** What the three explorers have in common: the walk through a list, its search, its open row, its file. */
@Service({ autoProvided: false })
export class Exploring {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  readonly asking = inject(Asking);
  private readonly busy = signal(false);

  readonly pageSize = PAGE;
  /** The text looked for, in the address. */
  readonly search = computed(() => this.asking.part('search') ?? '');
  /** The key of the row that is open, in the address. */
  readonly open = computed(() => this.asking.part('row'));
  readonly saving = this.busy.asReadonly();

  walk<Row>(list: List): Walk<Page<Row> & { readonly total?: number }> {
    return walk(
      () => ({ url: this.urlOf(list), params: { ...this.params(), limit: PAGE } }),
      this.asking.projectId,
    );
  }

  look(search: string): void {
    this.asking.show('search', search || null);
  }

  toggle(key: string): void {
    this.asking.show('row', this.open() === key ? null : key);
  }

  /** Everything that matches, up to ten thousand rows. */
  async save<Row>(list: List, columns: readonly Column<Row>[]): Promise<void> {
    this.busy.set(true);
    try {
      const most = { page: CSV_PAGE, most: CSV_ROWS };
      const rows = await this.api.getMany<Row>(this.urlOf(list), this.params(), most);
      saveCsv(list, rows, columns);
      if (rows.length === CSV_ROWS) this.toasts.say(say('The file holds the first 10,000 rows.'));
    } catch (failure) {
      this.toasts.complain(say('The file was not made: {0}', sentenceOf(failure)));
    } finally {
      this.busy.set(false);
    }
  }

  private urlOf(list: List): string {
    return apiUrl`/analytics/${this.asking.projectId()}/${list}`;
  }

  private params(): Record<string, string> {
    const search = this.search();
    return { ...this.asking.scope(), ...(search ? { search } : {}) };
  }
}
