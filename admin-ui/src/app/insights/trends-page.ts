import { httpResource } from '@angular/common/http';
import { Component, computed, effect, inject, untracked, viewChild } from '@angular/core';
import { apiUrl } from '../api/api';
import type { TrendsAnswer } from '../api/models';
import { Asking } from '../question/asking';
import { ComparisonPicker } from '../question/comparison-picker';
import { lookOf } from '../question/dimension-look';
import { IntervalPicker } from '../question/interval-picker';
import { QuestionBar } from '../question/question-bar';
import { SavedMenu } from '../question/saved-menu';
import {
  askedSeries,
  decodeFormula,
  decodeSeries,
  encodeFormula,
  encodeSeries,
  type Formula,
  isWholeSeries,
  type Series,
} from '../question/series';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { ManyLines } from '../ui/charts/many-lines';
import { EmptyState } from '../ui/empty-state';
import { ErrorState } from '../ui/error-state';
import { dimensions, isDimension } from '../ui/filter-chips/filter';
import { Field } from '../ui/form/field';
import { Icon } from '../ui/icon';
import { intervalsFor, zoom } from '../ui/range-picker/range';
import { Shortcuts } from '../ui/shortcuts';
import { Skeleton } from '../ui/skeleton';
import { steady } from '../ui/steady';
import { say } from '../ui/words/say';
import { SayPipe } from '../ui/words/say-pipe';
import { seriesName } from './metric-words';
import { Occurring } from './occurring';
import { SeriesRow } from './series-row';
import { linesOf, trendRows } from './trend-lines';
import { TrendTable } from './trend-table';

const MOST = 10;
const FIRST: Series = { metric: 'visitors', kind: 'any', value: '', filters: [] };

/** Anything that can be counted, over time: series, formulas over them, and their parts. */
@Component({
  selector: 'app-trends-page',
  imports: [
    Button,
    Card,
    ComparisonPicker,
    EmptyState,
    ErrorState,
    Field,
    Icon,
    IntervalPicker,
    ManyLines,
    QuestionBar,
    SavedMenu,
    SayPipe,
    SeriesRow,
    Skeleton,
    TrendTable,
  ],
  providers: [Asking, Occurring],
  templateUrl: './trends-page.html',
  styleUrls: ['./builder.scss', './trends-page.scss'],
})
export class TrendsPage {
  protected readonly asking = inject(Asking);
  private readonly comparisonPicker = viewChild.required(ComparisonPicker);
  protected readonly most = MOST;
  protected readonly groupings = Object.entries(dimensions).filter(([name]) => name !== 'user');

  protected readonly series = computed<readonly Series[]>(() => {
    const known = this.asking
      .parts('s')
      .map(decodeSeries)
      .filter((one) => one !== null);
    return known.length > 0 ? known.slice(0, MOST) : [FIRST];
  });
  protected readonly formulas = computed<readonly Formula[]>(() =>
    this.asking.parts('fx').map(decodeFormula).slice(0, MOST),
  );
  protected readonly by = computed(() => this.asking.part('by'));
  protected readonly ready = computed(() => this.series().every(isWholeSeries));
  private readonly intervalAsked = computed(() => {
    const { interval } = this.asking.question();
    return interval && this.intervals().includes(interval) ? interval : null;
  });
  protected readonly intervals = computed(() =>
    intervalsFor(this.asking.question().range, this.asking.now(), this.asking.zone()),
  );

  /** The trend as it is asked and saved. */
  protected readonly question = computed(() => {
    const interval = this.intervalAsked();
    const by = this.by();
    const compare = this.asking.comparedTo();
    const formulas = this.formulas().filter(({ formula }) => formula.trim() !== '');
    return {
      ...this.asking.body(),
      series: this.series().map(askedSeries),
      ...(formulas.length > 0
        ? {
            formulas: formulas.map(({ formula, name }) => (name ? { formula, name } : { formula })),
          }
        : {}),
      ...(by ? { breakdown: by } : {}),
      ...(interval ? { interval } : {}),
      ...(compare ? { compare } : {}),
    };
  });
  private readonly request = httpResource<TrendsAnswer>(() =>
    this.ready()
      ? {
          url: apiUrl`/analytics/${this.asking.projectId()}/trends`,
          method: 'POST',
          body: this.question(),
        }
      : undefined,
  );
  private readonly kept = steady(this.request, this.asking.projectId);
  protected readonly answer = computed(() => (this.ready() ? this.kept.value() : undefined));
  protected readonly error = this.kept.error;
  protected readonly stale = this.kept.stale;

  /** What a breakdown shows of each value: a series or a formula. */
  protected readonly columns = computed(() =>
    (this.answer()?.columns ?? []).map(({ key, name }) => ({ key, name: this.nameOf(key, name) })),
  );
  protected readonly column = computed(() => {
    const keys = this.columns().map(({ key }) => key);
    return keys.find((key) => key === this.asking.part('show')) ?? keys[0] ?? 'A';
  });
  /** The breakdown that the answer on the screen is about. */
  private readonly answered = computed(
    () => Object.keys(this.answer()?.rows[0]?.dimensions ?? {})[0] ?? null,
  );
  protected readonly rows = computed(() => {
    const answer = this.answer();
    if (!answer) return [];
    const by = this.answered();
    const metrics = this.series().map(({ metric }) => metric);
    return trendRows(answer, metrics, by, this.column()).map((row) => ({
      ...row,
      label:
        row.value === undefined || by === null
          ? this.nameOf(row.id, row.name)
          : isDimension(by)
            ? lookOf(by, row.value ?? '').text
            : (row.value ?? say('Not set')),
    }));
  });
  protected readonly hidden = computed(() => this.asking.parts('hide'));
  protected readonly lines = computed(() => linesOf(this.rows(), this.hidden()));
  protected readonly points = computed(() => this.answer()?.rows[0]?.series ?? []);
  protected readonly labels = computed(() => this.points().map(({ label }) => label));
  protected readonly partial = computed(() => this.points().map((point) => point.partial));
  protected readonly interval = computed(() => this.answer()?.meta.interval ?? 'day');

  constructor() {
    inject(Shortcuts).register([
      {
        keys: 'x',
        label: say('Comparison'),
        group: say('Trends'),
        run: () => this.comparisonPicker().next(),
      },
    ]);
    effect((onCleanup) => {
      const timer = setInterval(() => untracked(() => this.asking.tick(Date.now())), 60_000);
      onCleanup(() => clearInterval(timer));
    });
  }

  protected letter(at: number): string {
    return String.fromCharCode(65 + at);
  }

  protected again(): void {
    this.request.reload();
  }

  protected set(at: number, change: Partial<Series>): void {
    const before = this.series()[at] ?? FIRST;
    this.write(this.series().with(at, { ...before, ...change }));
  }

  protected more(): void {
    this.write([...this.series(), { ...FIRST, metric: 'events', kind: 'event' }]);
  }

  protected less(at: number): void {
    this.write(this.series().toSpliced(at, 1));
  }

  protected setFormulas(formulas: readonly Formula[]): void {
    this.asking.change({
      fx: formulas.length > 0 ? formulas.map(encodeFormula) : null,
      hide: null,
    });
  }

  protected setFormula(at: number, change: Partial<Formula>): void {
    const before = this.formulas()[at] ?? { formula: '', name: '' };
    this.setFormulas(this.formulas().with(at, { ...before, ...change }));
  }

  protected toggle(id: string): void {
    const hidden = this.hidden();
    const next = hidden.includes(id) ? hidden.filter((one) => one !== id) : [...hidden, id];
    this.asking.showAll('hide', next);
  }

  protected open(label: string): void {
    const { range } = this.asking.question();
    const [now, zone] = [this.asking.now(), this.asking.zone()];
    const next = zoom(label, label, this.interval(), now, zone);
    if (next && JSON.stringify(next) !== JSON.stringify(range)) this.asking.zoom(next);
  }

  private write(series: readonly Series[]): void {
    this.asking.change({ s: series.map(encodeSeries), hide: null });
  }

  /** Series are named in the language of the page, formulas as they were. */
  private nameOf(key: string, name: string): string {
    const series = /^[A-Z]$/.test(key) ? this.series()[key.charCodeAt(0) - 65] : undefined;
    return series ? `${key} · ${seriesName(series)}` : name;
  }
}
