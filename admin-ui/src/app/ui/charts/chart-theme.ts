import { DOCUMENT, Service, computed, inject } from '@angular/core';
import { ThemeChoice } from '../theme';

/** How many lines have a colour of their own; further ones begin again. */
export const SERIES = 10;

export interface ChartColours {
  readonly line: string;
  readonly fill: string;
  readonly previous: string;
  /** Of several lines, in their order. */
  readonly series: readonly string[];
  readonly grid: string;
  readonly text: string;
  readonly surface: string;
  readonly font: string;
}

/** The tokens of the page as colours a canvas understands; read anew whenever the theme changes. */
@Service()
export class ChartTheme {
  private readonly document = inject(DOCUMENT);
  private readonly choice = inject(ThemeChoice);

  readonly colours = computed<ChartColours>(() => {
    this.choice.changes();
    // A custom property reads back as it was written (light-dark(…)); a real property resolves it.
    // Each token has its own element: a changed colour would be read in the middle of a transition.
    const probe = this.document.createElement('div');
    this.document.body.append(probe);
    const colour = (token: string) => {
      const swatch = this.document.createElement('span');
      swatch.style.color = `var(${token})`;
      probe.append(swatch);
      return getComputedStyle(swatch).color;
    };
    const colours = {
      line: colour('--chart-line'),
      fill: colour('--chart-fill'),
      previous: colour('--chart-previous'),
      series: Array.from({ length: SERIES }, (_, at) => colour(`--series-${at + 1}`)),
      grid: colour('--chart-grid'),
      text: colour('--ink-faint'),
      surface: colour('--surface'),
      font: getComputedStyle(probe).fontFamily,
    };
    probe.remove();
    return colours;
  });
}
