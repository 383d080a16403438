/** What can stand in a cell; null is an empty one. */
export type Cell = string | number | boolean | null;

const LINE_END = '\r\n';
/** What a spreadsheet would take for a formula, in the full-width forms of East Asian keyboards, too. */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/u;
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/u;

/**
 * One line of RFC 4180, with its end. A text that a spreadsheet would run as a formula gets an apostrophe before it;
 * {@link readText} takes it away again. Numbers stay as they are.
 */
export function csvLine(cells: readonly Cell[]): string {
  // A line of one empty cell would be read as no line at all.
  if (cells.length === 1 && (cells[0] === null || cells[0] === '')) return `""${LINE_END}`;
  return cells.map(csvCell).join(',') + LINE_END;
}

/** The text that was meant by the text of a cell. */
export function readText(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;
}

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
