import { Component, computed, inject, input, output } from '@angular/core';
import { isValueFilter } from '../ui/filter-chips/filter';
import { Flag } from '../ui/country';
import { Icon } from '../ui/icon';
import { exact, share, short } from '../ui/numbers/number-format';
import type { Breakdown, BreakdownRow } from '../api/models';
import { Asking } from '../question/asking';
import { lookOf } from '../question/dimension-look';
import type { PanelTab } from './panels';
import { countedLabel } from './panels';
import { CountPipe } from '../ui/numbers/count-pipe';
import { say } from '../ui/words/say';

/** Rows as bars with number and share: a click filters by one, with ctrl or ⌘ it leaves it out. */
@Component({
  selector: 'app-breakdown-rows',
  imports: [CountPipe, Flag, Icon],
  templateUrl: './breakdown-rows.html',
  styleUrl: './breakdown-rows.scss',
})
export class BreakdownRows {
  readonly answer = input.required<Breakdown>();
  readonly tab = input.required<PanelTab>();
  readonly more = output<void>();

  protected readonly asking = inject(Asking);
  protected readonly heading = computed(() => countedLabel[this.tab().counted]);
  protected readonly filtered = computed(() => this.asking.question().filters.length > 0);
  protected readonly beyond = computed(() => this.answer().total - this.answer().data.length);

  protected readonly rows = computed(() => {
    const { data, totals } = this.answer();
    const { counted, dimension } = this.tab();
    const most = Math.max(1, ...data.map((row) => row[counted]));
    const total = Math.max(1, totals[counted]);
    return data.map((row) => ({
      value: row.value ?? '',
      look: lookOf(dimension, row.value ?? ''),
      number: short(row[counted], 'count'),
      share: share((row[counted] / total) * 100),
      bar: (row[counted] / most) * 100,
      chosen: this.isChosen(row.value ?? ''),
      title: this.titleOf(row),
    }));
  });

  protected readonly shortByNature = computed(() =>
    ['country', 'device', 'browser', 'os', 'channel'].includes(this.tab().dimension),
  );

  protected pick(event: MouseEvent, value: string): void {
    this.asking.toggle(this.tab().dimension, value, event.ctrlKey || event.metaKey);
  }

  protected pickByKey(event: Event, value: string): void {
    const { ctrlKey, metaKey } = event as KeyboardEvent;
    if (!ctrlKey && !metaKey) return;
    event.preventDefault();
    this.asking.toggle(this.tab().dimension, value, true);
  }

  private isChosen(value: string): boolean {
    const { dimension } = this.tab();
    return this.asking
      .question()
      .filters.some(
        (filter) =>
          isValueFilter(filter) &&
          filter.dimension === dimension &&
          (filter.operator === 'is'
            ? filter.values.includes(value)
            : filter.operator === 'is_not_set' && value === ''),
      );
  }

  private titleOf(row: BreakdownRow): string {
    const parts = [
      lookOf(this.tab().dimension, row.value ?? '').text,
      say('{0} visitors, {1} visits', exact(row.visitors, 'count'), exact(row.visits, 'count')),
      say('{0} page views, {1} events', exact(row.page_views, 'count'), exact(row.events, 'count')),
    ];
    if (row.bounce_rate !== null)
      parts.push(say('bounce rate {0}', exact(row.bounce_rate, 'percent')));
    return `${parts.join('\n')}\n\n${say('Click: only these · Ctrl+click: without these')}`;
  }
}
