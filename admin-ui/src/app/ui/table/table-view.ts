import type { Cell, Column } from './column';
import { locale } from '../language';

export interface Sorting {
  readonly key: string;
  readonly direction: 'asc' | 'desc';
}

/** The rows that hold the text in any column, whatever its case. */
export function searched<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  text: string,
): readonly Row[] {
  const wanted = text.trim().toLocaleLowerCase();
  if (wanted === '') return rows;
  return rows.filter((row) =>
    columns.some((column) => shownText(column, row).toLocaleLowerCase().includes(wanted)),
  );
}

/** The rows in order; empty cells come last in both directions, equal ones keep their order. */
export function sorted<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sorting: Sorting | null,
): readonly Row[] {
  const column = columns.find(({ key }) => key === sorting?.key);
  if (!column || !sorting) return rows;
  const sign = sorting.direction === 'asc' ? 1 : -1;
  return rows.toSorted((a, b) => compare(column.value(a), column.value(b), sign));
}

/** The next sorting after a click on a heading: numbers start with the largest. */
export function nextSorting<Row>(column: Column<Row>, before: Sorting | null): Sorting {
  const first = column.numeric ? 'desc' : 'asc';
  if (before?.key !== column.key) return { key: column.key, direction: first };
  return { key: column.key, direction: before.direction === 'asc' ? 'desc' : 'asc' };
}

/** The table as CSV (RFC 4180), with values as they are sorted, not as they are shown. */
export function toCsv<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const lines = [
    columns.map(({ label }) => label),
    ...rows.map((row) => columns.map((column) => column.value(row))),
  ];
  return lines.map((line) => line.map(csvCell).join(',')).join('\r\n') + '\r\n';
}

export function shownText<Row>(column: Column<Row>, row: Row): string {
  return column.text ? column.text(row) : String(column.value(row) ?? '–');
}

function compare(a: Cell, b: Cell, sign: number): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  if (typeof a === 'number' && typeof b === 'number') return (a - b) * sign;
  return String(a).localeCompare(String(b), locale, { numeric: true }) * sign;
}

function csvCell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  // A spreadsheet would run a text that begins like a formula; visitors choose these texts.
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
