import { NgTemplateOutlet } from '@angular/common';
import {
  Component,
  DestroyRef,
  Directive,
  TemplateRef,
  computed,
  contentChild,
  contentChildren,
  inject,
  input,
  output,
  signal,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import { Button } from '../button';
import { Icon } from '../icon';
import { exact } from '../numbers/number-format';
import { Skeleton } from '../skeleton';
import { type Column, TableCell } from './column';
import { shownText } from './table-view';
import { say } from '../words/say';

/** What is under a row that was opened: `<ng-template appInsideRow let-row>`. */
@Directive({ selector: '[appInsideRow]' })
export class InsideRow {
  readonly template = inject<TemplateRef<{ $implicit: unknown }>>(TemplateRef);
}

/**
 * Rows of a list that the server searches, sorts and pages. A row opens in place, or leads to a page
 * of its own (`rowLink`). The content is what stands there when there is no row.
 */
@Component({
  selector: 'app-walked-table',
  imports: [Button, Icon, NgTemplateOutlet, RouterLink, Skeleton],
  templateUrl: './walked-table.html',
  styleUrls: ['./table.scss', './walked-table.scss'],
})
export class WalkedTable<Row> {
  /** Undefined until the first answer. */
  readonly rows = input.required<readonly Row[] | undefined>();
  readonly columns = input.required<readonly Column<Row>[]>();
  readonly caption = input.required<string>();
  readonly keyOf = input.required<(row: Row) => string>();
  readonly rowLabel = input.required<(row: Row) => string>();
  readonly rowLink = input<((row: Row) => readonly string[]) | null>(null);
  /** The key of the open row. */
  readonly expanded = input<string | null>(null);
  readonly stale = input(false);
  /** Rows on the pages before this one. */
  readonly walked = input(0);
  /** How many rows there are, where the server says so. */
  readonly total = input<number | null>(null);
  readonly more = input(false);
  readonly chosen = output<Row>();
  readonly next = output<void>();
  readonly back = output<void>();

  protected readonly cells = contentChildren(TableCell);
  protected readonly inside = contentChild(InsideRow);
  protected readonly waiting = Array.from({ length: 12 }, (_, index) => index);

  protected readonly position = computed(() => {
    const first = this.walked() + 1;
    const last = this.walked() + (this.rows()?.length ?? 0);
    const total = this.total();
    const span = `${exact(first, 'count')}–${exact(last, 'count')}`;
    return total === null ? span : say('{0} of {1}', span, exact(total, 'count'));
  });

  /** In a narrow window minor columns are gone, and what spans all of them must span fewer. */
  private readonly narrow = matchMedia('(width < 720px)');
  private readonly slim = signal(this.narrow.matches);
  protected readonly across = computed(
    () => this.columns().filter(({ minor }) => !(minor && this.slim())).length,
  );

  constructor() {
    const changed = () => this.slim.set(this.narrow.matches);
    this.narrow.addEventListener('change', changed);
    inject(DestroyRef).onDestroy(() => this.narrow.removeEventListener('change', changed));
  }

  protected cellOf(key: string) {
    return this.cells().find((cell) => cell.key() === key)?.template ?? null;
  }

  protected textOf(column: Column<Row>, row: Row): string {
    return shownText(column, row);
  }

  // The whole row is a target for the mouse; its button or link is the one for everybody.
  protected choose(event: MouseEvent, row: Row): void {
    const target = event.target as HTMLElement;
    if (target.closest('a, button') || getSelection()?.toString()) return;
    if (this.rowLink()) {
      (event.currentTarget as HTMLElement).querySelector<HTMLElement>('a.opener')?.click();
    } else this.chosen.emit(row);
  }
}
