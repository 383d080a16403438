import { NgTemplateOutlet } from '@angular/common';
import { Component, computed, effect, inject, untracked, viewChild } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Connection } from '../api/connection';
import { Asking } from '../question/asking';
import { metrics } from '../question/metric';
import { QuestionBar } from '../question/question-bar';
import { Dialogs } from '../ui/dialogs';
import type { Dimension } from '../ui/filter-chips/filter';
import { isDimension } from '../ui/filter-chips/filter';
import { Icon } from '../ui/icon';
import { LiveDot } from '../ui/live-dot';
import { exact } from '../ui/numbers/number-format';
import { intervalsFor } from '../ui/range-picker/range';
import { Answering } from './answering';
import { ComparisonPicker } from '../question/comparison-picker';
import { registerDashboardKeys } from './dashboard-keys';
import { GoalsPanel } from './goals-panel';
import { HoursPanel } from './hours-panel';
import { IntervalPicker } from '../question/interval-picker';
import { MetricCards } from './metric-cards';
import { NothingYet } from './nothing-yet';
import { Panel } from './panel';
import { panels, sharedPanels } from './panels';
import { Refreshing } from './refreshing';
import { Trend } from './trend';

/** The heart of the console: numbers, their line, and what is behind them. */
@Component({
  selector: 'app-dashboard',
  imports: [
    ComparisonPicker,
    GoalsPanel,
    HoursPanel,
    Icon,
    IntervalPicker,
    LiveDot,
    MetricCards,
    NgTemplateOutlet,
    NothingYet,
    Panel,
    QuestionBar,
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
  private readonly comparisonPicker = viewChild.required(ComparisonPicker);

  protected readonly panels = computed(() => (this.asking.shared() ? sharedPanels : panels));
  protected readonly online = computed(() => {
    const count = this.refreshing.online();
    return count === null ? null : exact(count, 'count');
  });
  protected readonly behind = computed(() => !this.asking.shared() && this.refreshing.behind());
  protected readonly interval = computed(() => this.answering.series.value()?.interval ?? null);
  protected readonly intervals = computed(() =>
    intervalsFor(this.asking.question().range, this.asking.now(), this.asking.zone()),
  );
  /** Nothing in the whole range and no filter to blame for it. */
  protected readonly nothing = computed(() => {
    const answer = this.answering.overview.value();
    return answer?.total_events === 0 && this.asking.question().filters.length === 0;
  });
  constructor() {
    registerDashboardKeys(
      {
        compare: () => this.comparisonPicker().next(),
        interval: () => this.nextInterval(),
        metric: (at) => this.asking.ask({ metric: metrics[at]?.metric }),
      },
      metrics.map(({ label }) => label),
    );
    // The table and its place in the address open and close together.
    effect(() => {
      const dimension = this.asking.part('open');
      if (dimension && isDimension(dimension) && this.mayOpen(dimension))
        untracked(() => void this.openTable(dimension));
    });
    effect(() => {
      if (this.connection.returns() > 0) untracked(() => this.answering.again());
    });
  }

  private mayOpen(dimension: Dimension): boolean {
    return !this.asking.shared() || (dimension !== 'user' && dimension !== 'group');
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
