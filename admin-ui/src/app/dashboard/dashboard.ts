import { Component, computed, effect, inject, untracked, viewChild } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Connection } from '../api/connection';
import { Dialogs } from '../ui/dialogs';
import { FilterChips } from '../ui/filter-chips/filter-chips';
import type { Dimension, Filter } from '../ui/filter-chips/filter';
import { isDimension } from '../ui/filter-chips/filter';
import { Icon } from '../ui/icon';
import { RangePicker } from '../ui/range-picker/range-picker';
import { intervalsFor } from '../ui/range-picker/range';
import { Answering } from './answering';
import { Asking } from './asking';
import { ComparisonPicker } from './comparison-picker';
import { registerDashboardKeys } from './dashboard-keys';
import { lookOf } from './dimension-look';
import { IntervalPicker } from './interval-picker';
import { MetricCards } from './metric-cards';
import { NothingYet } from './nothing-yet';
import { Panel } from './panel';
import { panels } from './panels';
import { Refreshing } from './refreshing';
import { Trend } from './trend';

/** The heart of the console: numbers, their line, and what is behind them. */
@Component({
  selector: 'app-dashboard',
  imports: [
    ComparisonPicker,
    FilterChips,
    Icon,
    IntervalPicker,
    MetricCards,
    NothingYet,
    Panel,
    RangePicker,
    RouterLink,
    Trend,
  ],
  providers: [Asking, Refreshing, Answering],
  templateUrl: './dashboard.html',
  styleUrl: './dashboard.scss',
})
export class Dashboard {
  protected readonly asking = inject(Asking);
  protected readonly answering = inject(Answering);
  protected readonly refreshing = inject(Refreshing);
  private readonly connection = inject(Connection);
  private readonly dialogs = inject(Dialogs);
  private readonly rangePicker = viewChild.required(RangePicker);
  private readonly comparisonPicker = viewChild.required(ComparisonPicker);

  protected readonly panels = panels;
  protected readonly filters = computed(() => this.asking.question().filters);
  protected readonly interval = computed(() => this.answering.series.value()?.interval ?? null);
  protected readonly intervals = computed(() =>
    intervalsFor(this.asking.question().range, this.asking.now(), this.asking.zone()),
  );
  /** Nothing in the whole range and no filter to blame for it. */
  protected readonly nothing = computed(() => {
    const answer = this.answering.overview.value();
    return answer?.total_events === 0 && this.filters().length === 0;
  });
  protected readonly nameOf = (filter: Filter, value: string) =>
    lookOf(filter.dimension, value).text;

  constructor() {
    registerDashboardKeys({
      pick: (preset) => this.asking.ask({ range: { kind: 'preset', preset } }),
      chooseDates: () => void this.rangePicker().chooseDates(),
      shift: (step) => this.rangePicker().shift(step),
      compare: () => this.comparisonPicker().next(),
      interval: () => this.nextInterval(),
      filter: () => void this.editFilter(null),
      clear: () => this.asking.ask({ filters: [] }),
    });
    // The table and its place in the address open and close together.
    effect(() => {
      const dimension = this.asking.part('open');
      if (dimension && isDimension(dimension)) untracked(() => void this.openTable(dimension));
    });
    effect(() => {
      if (this.connection.returns() > 0) untracked(() => this.answering.again());
    });
  }

  protected async editFilter(index: number | null): Promise<void> {
    const load = () => import('./filter-dialog').then((m) => m.FilterDialog);
    const filters = this.filters();
    const data = {
      filter: index === null ? null : (filters[index] ?? null),
      projectId: this.asking.projectId(),
      scope: this.asking.scope(),
    };
    const filter = await this.dialogs.open<Filter>(load, { data, width: '520px' });
    if (!filter) return;
    const next = index === null ? [...filters, filter] : filters.with(index, filter);
    this.asking.ask({ filters: next });
  }

  protected removeFilter(index: number): void {
    this.asking.ask({ filters: this.filters().toSpliced(index, 1) });
  }

  private nextInterval(): void {
    const all = this.intervals();
    const at = all.findIndex((interval) => interval === this.interval());
    const next = all[(at + 1) % all.length];
    if (next) this.asking.ask({ interval: next });
  }

  // The table closes itself when the address leaves it; closed by hand, it leaves the address.
  private async openTable(dimension: Dimension): Promise<void> {
    await this.dialogs.open(() => import('./breakdown-table').then((m) => m.BreakdownTable), {
      data: { dimension, asking: this.asking },
      width: '960px',
      maxWidth: '96vw',
      maxHeight: '92vh',
      autoFocus: 'input[type=search]',
    });
    if (this.asking.part('open') === dimension) this.asking.show('open', null);
  }
}
