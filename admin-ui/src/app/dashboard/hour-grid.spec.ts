import { hourGrid, weekdayNames } from './hour-grid';

const row = (weekday: string, hour: string, visitors: number) => ({
  dimensions: { weekday, hour },
  metrics: { visitors },
});

describe('the hours of the week', () => {
  it('are all there, each measured against the strongest', () => {
    const grid = hourGrid([row('1', '0', 5), row('7', '23', 20)], 'visitors', 'monday');
    expect(grid).toHaveLength(7);
    expect(grid.every(({ cells }) => cells.length === 24)).toBe(true);
    expect(grid[0]?.cells[0]).toEqual({ hour: 0, value: 5, strength: 50 });
    expect(grid[6]?.cells[23]).toEqual({ hour: 23, value: 20, strength: 100 });
    expect(grid[3]?.cells[12]?.value).toBe(0);
  });

  it('begin with the day the week begins with', () => {
    expect(hourGrid([], 'visitors', 'sunday').map(({ weekday }) => weekday)).toEqual([
      7, 1, 2, 3, 4, 5, 6,
    ]);
    expect(weekdayNames('en').long[0]).toBe('Monday');
  });
});
