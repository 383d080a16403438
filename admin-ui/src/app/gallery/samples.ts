import type { Point } from '../ui/charts/series';

export interface Row {
  readonly page: string;
  readonly views: number;
}

export const colours = [
  ...['page', 'surface', 'surface-raised', 'surface-sunken', 'hover', 'line', 'line-strong'],
  ...['ink', 'ink-soft', 'ink-faint', 'accent', 'accent-soft', 'accent-line'],
  ...['good', 'good-soft', 'bad', 'bad-soft', 'warn', 'warn-soft', 'live', 'row-bar'],
];
export const sizes = ['text-xs', 'text-s', 'text-m', 'text-l', 'text-xl', 'text-2xl', 'number'];
export const spaces = [1, 2, 3, 4, 5, 6, 7].map((step) => `space-${step}`);
export const minutes = [3, 5, 4, 8, 9, 7, 12, 11, 9, 14, 16, 13, 9, 8, 11, 15, 18, 17, 12, 6];
export const rows: readonly Row[] = [
  { page: '/', views: 812 },
  { page: '/docs', views: 430 },
  { page: '/pricing', views: 212 },
  { page: '/blog/hello', views: 97 },
  { page: '/about', views: 12 },
];

/** Two weeks of a wave, the last day unfinished. */
export function points(scale: number): readonly Point[] {
  return Array.from({ length: 14 }, (_, day) => ({
    label: `2026-11-${String(day + 10).padStart(2, '0')}T00:00`,
    value: Math.round(scale * (220 + 80 * Math.sin(day / 2) + day * 6)),
    partial: day === 13,
  }));
}
