import type { Page } from 'playwright-core';

/** A row of a panel as it is written: the value, its number, its share. */
export type Row = readonly [value: string, number: string, share: string];

/** The seven numbers, by their names. */
export async function readCards(page: Page): Promise<Record<string, string>> {
  const cards = await page.locator('app-metric-cards .card').all();
  const read = cards.map(async (card) => [
    await card.locator('input').evaluate('(input) => input.labels[0].querySelector(".name").firstChild.textContent.trim()'),
    await words(card.locator('.value').first().textContent({ timeout: 1_000 })),
  ]);
  return Object.fromEntries(await Promise.all(read)) as Record<string, string>;
}

/** The chart of this metric, from the table that stands for it: one number for each bucket. */
export async function readChart(page: Page, metric: string): Promise<string[]> {
  await page.locator('app-metric-cards .card', { hasText: metric }).first().click();
  const table = page.locator('app-time-line table').filter({ hasText: `${metric} over time` });
  await table.waitFor({ state: 'attached' });
  return table.locator('tbody tr td:nth-of-type(1)').allTextContents();
}

/** The rows of one tab of a panel. */
export async function readPanel(page: Page, panel: string, tab?: string): Promise<Row[]> {
  const place = page.locator('app-panel').filter({ has: page.getByRole('heading', { name: panel }) });
  if (tab) await place.getByRole('tab', { name: tab, exact: true }).click();
  await place.locator('[role=tabpanel]:not(.stale)').waitFor();
  const rows = await place.locator('button.row').all();
  return Promise.all(
    rows.map(async (row) => [
      await words(row.locator('.cut').textContent()),
      await words(row.locator('.number').textContent()),
      await words(row.locator('.share').textContent()),
    ]),
  );
}

const words = async (text: Promise<string | null>): Promise<string> => ((await text) ?? '').trim();
