import { saveFile } from '../save-file';
import type { Column } from './column';
import { toCsv } from './table-view';

/** Hands the browser a CSV file of these rows; `name` is without its ending. */
export function saveCsv<Row>(
  name: string,
  rows: readonly Row[],
  columns: readonly Column<Row>[],
): void {
  // The mark at the start tells spreadsheets that this is UTF-8.
  const file = new Blob(['\ufeff', toCsv(rows, columns)], { type: 'text/csv' });
  saveFile(`${name}.csv`, file);
}
