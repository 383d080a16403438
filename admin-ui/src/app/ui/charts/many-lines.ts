import {
  Component,
  DestroyRef,
  type ElementRef,
  afterRenderEffect,
  computed,
  inject,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { BaseChartDirective } from 'ng2-charts';
import type { Unit } from '../numbers/number-format';
import { exact } from '../numbers/number-format';
import type { Interval } from '../range-picker/range';
import { SayPipe } from '../words/say-pipe';
import { chartParts } from './chart-parts';
import { ChartTheme, SERIES } from './chart-theme';
import { lineOptions, linesData } from './line-drawing';
import { bucketName } from './series';

export interface Line {
  readonly name: string;
  /** Which colour of the series it has, from 0. */
  readonly colour: number;
  readonly unit: Unit;
  readonly values: readonly (number | null)[];
}

/** Several numbers over the same time. Hover, arrow keys and a hidden table give the exact values. */
@Component({
  selector: 'app-many-lines',
  imports: [BaseChartDirective, SayPipe],
  providers: [chartParts],
  templateUrl: './many-lines.html',
  styleUrls: ['./time-line.scss', './many-lines.scss'],
})
export class ManyLines {
  readonly lines = input.required<readonly Line[]>();
  /** The start of each bucket on the project's clock. */
  readonly labels = input.required<readonly string[]>();
  readonly partial = input.required<readonly boolean[]>();
  readonly interval = input.required<Interval>();
  /** A bucket was chosen, to be looked into. */
  readonly bucket = output<string>();

  private readonly theme = inject(ChartTheme);
  private readonly plot = viewChild.required<ElementRef<HTMLElement>>('plot');
  private readonly chart = viewChild.required(BaseChartDirective);
  private readonly width = signal(800);
  protected readonly active = signal<number | null>(null);
  protected readonly opens = computed(() => this.interval() !== 'hour');

  protected readonly data = computed(() => {
    const { series } = this.theme.colours();
    const lines = this.lines().map(({ colour, values }) => ({
      colour: series[colour % SERIES] ?? '',
      values,
    }));
    return linesData(lines, this.partial());
  });
  protected readonly options = computed(() =>
    lineOptions(this.theme.colours(), this.unit(), {
      labels: this.labels(),
      interval: this.interval(),
      width: this.width(),
    }),
  );
  // One axis for all: percentages among counts are read as plain numbers.
  private readonly unit = computed<Unit>(() => {
    const units = new Set(this.lines().map(({ unit }) => unit));
    return units.size === 1 ? ([...units][0] ?? 'count') : 'ratio';
  });

  protected readonly rows = computed(() =>
    this.labels().map((label, at) => ({
      name: bucketName(label, this.interval()),
      partial: this.partial()[at] ?? false,
      values: this.lines().map(({ name, colour, unit, values }) => ({
        name,
        colour: `var(--series-${(colour % SERIES) + 1})`,
        number: values[at] ?? null,
        text: exact(values[at], unit),
      })),
    })),
  );
  protected readonly marker = computed(() => {
    const at = this.active();
    const row = at === null ? undefined : this.rows()[at];
    const chart = this.chart().chart;
    const [x, y] = [chart?.scales['x'], chart?.scales['y']];
    this.width();
    if (at === null || !row || !chart || !x || !y) return null;
    const left = x.getPixelForValue(at);
    return {
      left,
      top: chart.chartArea.top,
      height: chart.chartArea.height,
      flip: left > chart.width / 2,
      dots: row.values
        .filter(({ number }) => number !== null)
        .map(({ colour, number }) => ({ colour, top: y.getPixelForValue(number ?? 0) })),
      row,
    };
  });

  constructor() {
    const destroyed = inject(DestroyRef);
    afterRenderEffect(() => {
      const element = this.plot().nativeElement;
      const observer = new ResizeObserver(() => this.width.set(element.clientWidth));
      observer.observe(element);
      destroyed.onDestroy(() => observer.disconnect());
    });
  }

  protected point(event: PointerEvent): void {
    const scale = this.chart().chart?.scales['x'];
    const count = this.labels().length;
    if (!scale || count === 0) return;
    const left = this.plot().nativeElement.getBoundingClientRect().left;
    const value = scale.getValueForPixel(event.clientX - left) ?? 0;
    this.active.set(Math.max(0, Math.min(count - 1, Math.round(value))));
  }

  protected key(event: KeyboardEvent): void {
    const last = this.labels().length - 1;
    const at = this.active();
    const moves: Record<string, number> = {
      ArrowLeft: at === null ? last : Math.max(0, at - 1),
      ArrowRight: at === null ? 0 : Math.min(last, at + 1),
      Home: 0,
      End: last,
    };
    const to = moves[event.key];
    if (to !== undefined) this.active.set(to);
    else if (event.key === 'Enter') this.open();
    else if (event.key === 'Escape' && at !== null) this.active.set(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  protected open(): void {
    const label = this.labels()[this.active() ?? -1];
    if (label !== undefined && this.opens()) this.bucket.emit(label);
  }
}
