import type { Chart, ChartConfiguration, ScriptableLineSegmentContext } from 'chart.js';
import type { Unit } from '../numbers/number-format';
import { short } from '../numbers/number-format';
import type { Interval } from '../range-picker/range';
import type { ChartColours } from './chart-theme';
import type { Point } from './series';
import { tickEvery, tickLabel } from './series';

type Line = ChartConfiguration<'line'>;

/** The time axis: one label a bucket, and the pixels there are for them. */
export interface Axis {
  readonly labels: readonly string[];
  readonly interval: Interval;
  readonly width: number;
}

const shape = { cubicInterpolationMode: 'monotone' as const, pointHitRadius: 0 };

/** The line with its fill, its unfinished end dashed; the line of before paler and dashed whole. */
export function lineData(
  points: readonly Point[],
  previous: readonly Point[] | null,
  colours: ChartColours,
): Line['data'] {
  const single = points.filter(({ value }) => value !== null).length <= 1;
  const unfinished = ({ p1DataIndex }: ScriptableLineSegmentContext) =>
    points[p1DataIndex]?.partial ? [5, 4] : undefined;
  const before = previous && {
    ...shape,
    data: previous.map(({ value }) => value),
    borderColor: colours.previous,
    borderWidth: 1.5,
    borderDash: [4, 4],
    pointRadius: 0,
    order: 2,
  };
  return {
    labels: Array.from({ length: Math.max(points.length, previous?.length ?? 0) }, (_, i) => i),
    datasets: [
      {
        ...shape,
        data: points.map(({ value }) => value),
        borderColor: colours.line,
        borderWidth: 2,
        backgroundColor: ({ chart }) => fading(chart, colours.fill),
        fill: 'origin',
        pointRadius: single ? 4 : 0,
        pointBackgroundColor: colours.line,
        pointBorderColor: colours.surface,
        segment: { borderDash: unfinished },
        order: 1,
      },
      ...(before ? [before] : []),
    ],
  };
}

/** Several lines without fills, their unfinished ends dashed. */
export function linesData(
  lines: readonly { readonly colour: string; readonly values: readonly (number | null)[] }[],
  partial: readonly boolean[],
): Line['data'] {
  const unfinished = ({ p1DataIndex }: ScriptableLineSegmentContext) =>
    partial[p1DataIndex] ? [5, 4] : undefined;
  return {
    labels: partial.map((_, i) => i),
    datasets: lines.map(({ colour, values }) => ({
      ...shape,
      data: [...values],
      borderColor: colour,
      borderWidth: 2,
      pointRadius: values.filter((value) => value !== null).length <= 1 ? 4 : 0,
      pointBackgroundColor: colour,
      segment: { borderDash: unfinished },
    })),
  };
}

/** Axes from zero, as many labels as fit, nothing that moves. */
export function lineOptions(colours: ChartColours, unit: Unit, axis: Axis): Line['options'] {
  const { labels, interval } = axis;
  const every = tickEvery(labels.length, axis.width);
  const manyDays = labels.length > 30;
  const font = { family: colours.font, size: 11 };
  return {
    responsive: true,
    maintainAspectRatio: false,
    animation: false,
    events: [],
    layout: { padding: { top: 8 } },
    scales: {
      x: {
        border: { color: colours.grid },
        grid: { display: false },
        ticks: {
          color: colours.text,
          font,
          autoSkip: false,
          maxRotation: 0,
          callback: (_value, index) =>
            index % every === 0 ? tickLabel(labels[index] ?? '', interval, manyDays) : null,
        },
      },
      y: {
        beginAtZero: true,
        suggestedMax: unit === 'count' ? 4 : 1,
        border: { display: false },
        grid: { color: colours.grid, drawTicks: false },
        ticks: {
          color: colours.text,
          font,
          padding: 8,
          maxTicksLimit: 5,
          precision: unit === 'count' ? 0 : undefined,
          callback: (value) => short(Number(value), unit),
        },
      },
    },
  };
}

// Strong under the line, nothing at the axis.
function fading(chart: Chart, fill: string): CanvasGradient | string {
  const { chartArea, ctx } = chart;
  // The first layout has no area yet.
  if (!chartArea) return fill;
  const gradient = ctx.createLinearGradient(0, chartArea.top, 0, chartArea.bottom);
  gradient.addColorStop(0, fill);
  // TRICKY: «transparent» is transparent black, and the way there is grey; the colour has to stay.
  gradient.addColorStop(1, fill.replace(/[\d.]+\)$/, '0)'));
  return gradient;
}
