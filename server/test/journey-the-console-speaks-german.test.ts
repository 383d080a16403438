import { agents, fillIn } from './support/journey-browser.js';
import { allowing, eventually } from './support/patience.js';
import { type House, openHouse, owner, sendViews } from './support/journey-house.js';
import { dictionary, wordsOfConsole } from './support/journey-words.js';

describe('the console in German', () => {
  test('knows every text, with the same places for values', async () => {
    const german = await dictionary('de');
    const texts = [...(await wordsOfConsole())];
    expect(texts.length).toBeGreaterThan(500);
    expect(texts.filter((text) => german[text] === undefined)).toEqual([]);
    const places = (text: string) => (text.match(/\{\$?\w+\}/g) ?? []).sort().join(' ');
    const wrong = Object.entries(german).filter(([text, words]) => places(text) !== places(words));
    expect(wrong).toEqual([]);
  });

  describe('in a browser that asks for it', () => {
    let house: House;
    beforeAll(async () => {
      house = await openHouse();
      const paths = Array.from({ length: 1_000 }, (_, at) => `/${at % 7}`);
      for (let batch = 0; batch < 2; batch++) {
        await sendViews(house, house.project.api_key, paths);
      }
    });
    afterAll(() => house?.close());

    test('speaks it, numbers included, until another one is chosen', async () => {
      const context = await house.browser.newContext({
        locale: 'de-DE',
        userAgent: agents.desktop,
      });
      const page = await context.newPage();
      page.setDefaultTimeout(allowing(8_000));
      await page.goto(`${house.server.url}/sign-in`);
      await fillIn(page, { 'E-Mail': owner.email, Passwort: owner.password }, 'Anmelden');
      await page.waitForURL('**/projects');
      await page.goto(`${house.server.url}/projects/${house.project.id}?open=page`);
      await page.getByRole('heading', { name: 'Seite', exact: true }).waitFor();
      await page.goto(`${house.server.url}/projects/${house.project.id}?metric=page_views`);
      await page
        .getByRole('heading', { name: 'Herkunft' })
        .or(page.getByText('Absprungrate'))
        .first()
        .waitFor();
      const card = page.locator('app-metric-cards .card', { hasText: /^\s*Seitenaufrufe/ });
      // A card that is drawn anew meanwhile forgets who hovers over it.
      await eventually(async () => {
        await page.mouse.move(0, 0);
        await card.hover();
        const tip = page.getByText('Seitenaufrufe: 2.000').waitFor({ timeout: 1_000 });
        return tip.then(
          () => true,
          () => false,
        );
      }, 8_000);

      await page.goto(`${house.server.url}/account`);
      await page.getByLabel('Die Konsole spricht').selectOption('English');
      await page.getByLabel('The console speaks').waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
      await context.close();
    }, 240_000);
  });
});
