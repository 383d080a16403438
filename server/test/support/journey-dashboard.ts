import type { Locator, Page } from 'playwright-core';

/** A row of a panel as it is written: the value, its number, its share. */
export type Row = readonly [value: string, number: string, share: string];

/** The seven numbers, by their names. */
export async function readCards(page: Page): Promise<Record<string, string>> {
  const cards = page.locator('app-metric-cards .card');
  // The name without the hint that follows it.
  const names = await cards.locator('.name').allInnerTexts();
  const values = await texts(cards.locator('.value'));
  return Object.fromEntries(
    names.map((name, i) => [name.split('\n', 1).join('').trim(), values[i] ?? '']),
  );
}

/** The chart of this metric, from the table that stands for it: one number for each bucket. */
export async function readChart(page: Page, metric: string): Promise<string[]> {
  await page.locator('app-metric-cards .card', { hasText: metric }).first().click();
  const table = page.locator('app-time-line table').filter({ hasText: `${metric} over time` });
  await table.waitFor({ state: 'attached' });
  return texts(table.locator('tbody tr td:nth-of-type(1)'));
}

/** The rows of one tab of a panel. */
export async function readPanel(page: Page, panel: string, tab?: string): Promise<Row[]> {
  const heading = page.getByRole('heading', { name: panel, exact: true });
  const place = page.locator('app-panel').filter({ has: heading });
  if (tab) await place.getByRole('tab', { name: tab, exact: true }).click();
  await place.locator('[role=tabpanel]:not(.stale)').waitFor();
  const rows = place.locator('button.row');
  const numbers = await texts(rows.locator('.number'));
  const shares = await texts(rows.locator('.share'));
  const values = await texts(rows.locator('.cut'));
  return values.map((value, i) => [value, numbers[i] ?? '', shares[i] ?? '']);
}

/** One column of the full table in front, by the values of its rows. */
export async function readTable(page: Page, column: string): Promise<[string, string][]> {
  const rows = page.locator('app-breakdown-table tbody tr');
  const numbers = await texts(rows.locator(`td.${column}`));
  const values = await texts(rows.locator('th .cut'));
  return values.map((value, i) => [value, numbers[i] ?? '']);
}

const texts = async (places: Locator): Promise<string[]> =>
  (await places.allTextContents()).map((text) => text.trim());
