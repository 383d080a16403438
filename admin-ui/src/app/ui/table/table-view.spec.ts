import type { Column } from './column';
import { nextSorting, searched, sorted, toCsv } from './table-view';

interface Row {
  readonly page: string;
  readonly views: number | null;
}

const columns: readonly Column<Row>[] = [
  { key: 'page', label: 'Page', value: ({ page }) => page },
  { key: 'views', label: 'Views', value: ({ views }) => views, numeric: true },
];
const rows: readonly Row[] = [
  { page: '/b', views: 2 },
  { page: '/a', views: null },
  { page: '/C', views: 10 },
];
const pages = (found: readonly Row[]) => found.map(({ page }) => page);

describe('a table', () => {
  it('finds text in any column, whatever its case', () => {
    expect(pages(searched(rows, columns, ' /c '))).toEqual(['/C']);
    expect(pages(searched(rows, columns, '10'))).toEqual(['/C']);
    expect(searched(rows, columns, '')).toHaveLength(3);
  });

  it('sorts numbers as numbers and keeps empty cells last both ways', () => {
    const by = (direction: 'asc' | 'desc') =>
      pages(sorted(rows, columns, { key: 'views', direction }));
    expect(by('desc')).toEqual(['/C', '/b', '/a']);
    expect(by('asc')).toEqual(['/b', '/C', '/a']);
  });

  it('starts numbers with the largest and texts with the first letter', () => {
    expect(nextSorting(columns[1]!, null).direction).toBe('desc');
    expect(nextSorting(columns[0]!, null).direction).toBe('asc');
    expect(nextSorting(columns[0]!, { key: 'page', direction: 'asc' }).direction).toBe('desc');
  });

  it('writes CSV that a spreadsheet reads as the same texts', () => {
    const odd = [{ page: 'a "b", c\nd', views: 1 }];
    expect(toCsv(odd, columns)).toBe('Page,Views\r\n"a ""b"", c\nd",1\r\n');
  });

  it('writes no formula, whatever a visitor called a page', () => {
    const evil = [{ page: '=HYPERLINK("x")', views: -1 }];
    expect(toCsv(evil, columns)).toBe('Page,Views\r\n"\'=HYPERLINK(""x"")",-1\r\n');
  });
});
