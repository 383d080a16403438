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
import { Delta } from '../delta/delta';
import type { Meaning } from '../delta/change';
import type { Unit } from '../numbers/number-format';
import { exact } from '../numbers/number-format';
import type { Interval } from '../range-picker/range';
import { chartParts } from './chart-parts';
import { ChartTheme } from './chart-theme';
import type { Point } from './series';
import { bucketName } from './series';
import { lineData, lineOptions } from './line-drawing';
import { SayPipe } from '../words/say-pipe';

/** A first click may be half of a double click; only when zoomed does the chart wait to find out. */
const DOUBLE_CLICK_MS = 240;
const DRAG_PX = 6;

/**
 * A number over time as a line with a soft fill, what it is compared with as a paler dashed line.
 * Hover, arrow keys and a hidden table give the exact values; click or Enter opens a bucket, a drag
 * opens a stretch, a double click or Escape goes back.
 */
@Component({
  selector: 'app-time-line',
  imports: [SayPipe, BaseChartDirective, Delta],
  providers: [chartParts],
  templateUrl: './time-line.html',
  styleUrl: './time-line.scss',
})
export class TimeLine {
  readonly name = input.required<string>();
  readonly points = input.required<readonly Point[]>();
  readonly previous = input<readonly Point[] | null>(null);
  readonly interval = input.required<Interval>();
  readonly unit = input<Unit>('count');
  readonly meaning = input<Meaning>('more-is-better');
  /** The range shown was zoomed into, so a double click leads back. */
  readonly zoomed = input(false);
  /** A single bucket can be opened (hours cannot). */
  readonly opens = computed(() => this.interval() !== 'hour');

  readonly stretch = output<{ first: string; last: string }>();
  readonly back = output<void>();

  private readonly theme = inject(ChartTheme);
  private readonly plot = viewChild.required<ElementRef<HTMLElement>>('plot');
  private readonly chart = viewChild.required(BaseChartDirective);
  private readonly width = signal(800);
  private readonly dragFrom = signal<number | null>(null);
  private pendingClick: ReturnType<typeof setTimeout> | null = null;
  private pressedAt = 0;

  protected readonly active = signal<number | null>(null);
  protected readonly count = computed(() =>
    Math.max(this.points().length, this.previous()?.length ?? 0),
  );

  protected readonly data = computed(() =>
    lineData(this.points(), this.previous(), this.theme.colours()),
  );
  protected readonly options = computed(() =>
    lineOptions(this.theme.colours(), this.unit(), {
      labels: this.axis(),
      interval: this.interval(),
      width: this.width(),
    }),
  );

  private readonly axis = computed(() => {
    const points = this.points();
    const before = this.previous() ?? [];
    return Array.from({ length: this.count() }, (_, i) => (points[i] ?? before[i])?.label ?? '');
  });

  /** Where the marker and its words stand, in pixels of the plot. */
  protected readonly marker = computed(() => {
    const index = this.active();
    const point = index === null ? undefined : this.points()[index];
    const before = index === null ? undefined : this.previous()?.[index];
    const chart = this.chart().chart;
    if (index === null || !chart || (!point && !before)) return null;
    this.width();
    const { x, y } = { x: chart.scales['x'], y: chart.scales['y'] };
    if (!x || !y) return null;
    const at = (value: number | null | undefined) =>
      value === null || value === undefined ? null : y.getPixelForValue(value);
    const left = x.getPixelForValue(index);
    return {
      left,
      top: chart.chartArea.top,
      height: chart.chartArea.height,
      flip: left > chart.width / 2,
      dot: at(point?.value),
      previousDot: at(before?.value),
      row: this.describe(point, before),
    };
  });

  protected readonly brush = computed(() => {
    const from = this.dragFrom();
    const to = this.active();
    const scale = this.chart().chart?.scales['x'];
    const area = this.chart().chart?.chartArea;
    if (from === null || to === null || from === to || !scale || !area) return null;
    const a = scale.getPixelForValue(Math.min(from, to));
    const b = scale.getPixelForValue(Math.max(from, to));
    return { left: a, width: b - a, top: area.top, height: area.height };
  });

  /** The same numbers in words, for the tooltip, the hidden table and the announcements. */
  protected readonly rows = computed(() =>
    this.points().map((point, index) => this.describe(point, this.previous()?.[index])),
  );

  constructor() {
    const destroyed = inject(DestroyRef);
    afterRenderEffect(() => {
      const element = this.plot().nativeElement;
      const observer = new ResizeObserver(() => this.width.set(element.clientWidth));
      observer.observe(element);
      destroyed.onDestroy(() => observer.disconnect());
    });
    destroyed.onDestroy(() => this.forgetClick());
  }

  protected point(event: PointerEvent): void {
    this.active.set(this.indexAt(event));
  }

  protected leave(): void {
    if (this.dragFrom() === null) this.active.set(null);
  }

  protected press(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.pressedAt = event.clientX;
    this.dragFrom.set(this.indexAt(event));
    this.active.set(this.indexAt(event));
    // A finger scrolls the page; only a mouse or pen may hold on to the drag.
    if (event.pointerType !== 'touch') this.plot().nativeElement.setPointerCapture(event.pointerId);
  }

  protected lift(event: PointerEvent): void {
    const from = this.dragFrom();
    this.dragFrom.set(null);
    const to = this.indexAt(event);
    if (from === null || to === null) return;
    const dragged = Math.abs(event.clientX - this.pressedAt) > DRAG_PX && from !== to;
    if (dragged) this.openStretch(Math.min(from, to), Math.max(from, to));
    else if (event.pointerType !== 'touch') this.click(to);
  }

  protected giveUp(): void {
    this.dragFrom.set(null);
    this.active.set(null);
  }

  protected doubleClick(): void {
    this.forgetClick();
    if (this.zoomed()) this.back.emit();
  }

  protected key(event: KeyboardEvent): void {
    const last = this.points().length - 1;
    const at = this.active();
    const moves: Record<string, number> = {
      ArrowLeft: at === null ? last : Math.max(0, at - 1),
      ArrowRight: at === null ? 0 : Math.min(last, at + 1),
      Home: 0,
      End: last,
    };
    const to = moves[event.key];
    if (to !== undefined) this.active.set(to);
    else if (event.key === 'Enter' && at !== null) this.openStretch(at, at);
    else if (event.key === 'Escape' && at !== null) this.active.set(null);
    else if (event.key === 'Escape' && this.zoomed()) this.back.emit();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private click(index: number): void {
    if (!this.opens()) return;
    if (!this.zoomed()) return this.openStretch(index, index);
    this.forgetClick();
    this.pendingClick = setTimeout(() => this.openStretch(index, index), DOUBLE_CLICK_MS);
  }

  private forgetClick(): void {
    if (this.pendingClick !== null) clearTimeout(this.pendingClick);
    this.pendingClick = null;
  }

  private openStretch(first: number, last: number): void {
    const points = this.points();
    const [from, to] = [points[first], points[Math.min(last, points.length - 1)]];
    if (from && to) this.stretch.emit({ first: from.label, last: to.label });
  }

  private indexAt(event: PointerEvent): number | null {
    const scale = this.chart().chart?.scales['x'];
    if (!scale || this.count() === 0) return null;
    const left = this.plot().nativeElement.getBoundingClientRect().left;
    const value = scale.getValueForPixel(event.clientX - left) ?? 0;
    return Math.max(0, Math.min(this.count() - 1, Math.round(value)));
  }

  private describe(point: Point | undefined, before: Point | undefined) {
    const unit = this.unit();
    return {
      name: point ? bucketName(point.label, this.interval()) : '',
      value: exact(point?.value, unit),
      number: point?.value ?? null,
      partial: point?.partial ?? false,
      previousName: before ? bucketName(before.label, this.interval()) : '',
      previousValue: before ? exact(before.value, unit) : null,
      previousNumber: before?.value ?? null,
    };
  }
}
