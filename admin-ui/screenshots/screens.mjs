/**
 * Every screen: its name, its address (with the ids of the stage), what is done on it first, and `whole` when the
 * picture shows more than the window.
 */
const inProject = (page) => (stage) => `/projects/${stage.full.id}${page}`;

/** Before anybody has an account. */
export const firstRun = [{ name: 'first-run', at: () => '/welcome' }];

/** For whoever has not signed in. */
export const signedOut = [
  { name: 'sign-in', at: () => '/sign-in' },
  { name: 'demo-shop', at: (stage) => `/demo/?key=${stage.key}`, whole: true },
  {
    name: 'demo-shop-inspector',
    at: (stage) => `/demo/product.html?id=moon&key=${stage.key}`,
    async act(page) {
      await page.getByRole('button', { name: 'Add to cart' }).click();
      await page.getByRole('button', { name: /sent/ }).click();
      await page.locator('.inspector-body li button').first().click();
      await page.getByText('accepted (202)').waitFor();
    },
  },
  {
    name: 'api-docs',
    at: () => '/api/v1/docs',
    ready: (page) => page.locator('.opblock').first().waitFor(),
  },
];

/** For the owner. */
export const signedIn = [
  { name: 'projects', at: () => '/projects' },
  { name: 'create-project', at: () => '/projects/new' },
  {
    name: 'install',
    at: (stage) => `/projects/${stage.empty.id}/install`,
    whole: true,
    act: (page) => page.getByRole('button', { name: 'Make a key' }).click(),
  },
  {
    name: 'verify',
    at: (stage) => `/projects/${stage.tried.id}/install`,
    whole: true,
    async act(page) {
      await page.getByRole('button', { name: 'Make a key' }).click();
      await page.getByRole('button', { name: 'Send a test event' }).click();
      await page.getByText('It works').waitFor();
    },
  },
  { name: 'dashboard', at: inProject(''), whole: true },
  { name: 'dashboard-empty', at: (stage) => `/projects/${stage.empty.id}` },
  { name: 'dashboard-today', at: inProject('?period=today&metric=page_views'), whole: true },
  {
    name: 'dashboard-filtered',
    at: inProject('?period=28d&f=is,channel,Organic Search&f=is_not,country,DE'),
    whole: true,
  },
  {
    name: 'range-picker',
    at: inProject(''),
    act: (page) => page.getByRole('button', { name: 'Range:' }).click(),
  },
  {
    name: 'filter-dialog',
    at: inProject(''),
    async act(page) {
      await page.locator('button.filter').click();
      await page.locator('app-filter-dialog select').first().selectOption('country');
      await page.locator('app-filter-dialog .suggestions input').nth(1).check();
    },
  },
  {
    name: 'full-table',
    at: inProject('?open=page'),
    ready: (page) => page.locator('app-breakdown-table td.number').first().waitFor(),
  },
  { name: 'live', at: inProject('/live'), ready: (page) => page.waitForTimeout(4_000) },
  {
    name: 'live-event',
    at: inProject('/live'),
    act: (page) => page.locator('app-feed-list button.event').nth(3).click(),
  },
  {
    name: 'events',
    at: inProject('/events?f=is,event,purchase&period=30d'),
    ready: (page) => page.locator('button.opener').first().waitFor(),
    act: (page) => page.locator('button.opener').nth(1).click(),
  },
  {
    name: 'sessions',
    at: inProject('/sessions'),
    ready: (page) => page.locator('a.opener').first().waitFor(),
  },
  {
    name: 'session',
    at: inProject('/sessions?f=is,event,purchase&period=30d'),
    ready: (page) => page.locator('a.opener').first().waitFor(),
    async act(page) {
      await page.locator('a.opener').nth(1).click();
      await page.locator('app-timeline button').nth(1).click();
    },
  },
  {
    name: 'users',
    at: inProject('/users'),
    ready: (page) => page.locator('a.opener').first().waitFor(),
  },
  {
    name: 'user',
    at: inProject('/users'),
    ready: (page) => page.locator('a.opener').first().waitFor(),
    async act(page) {
      await page.locator('a.opener').nth(1).click();
      await page.locator('app-timeline button').first().waitFor();
    },
  },
  {
    name: 'funnels',
    at: inProject(
      `/funnels?period=30d&by=channel&${['page_view', 'add_to_cart', 'begin_checkout', 'purchase']
        .map((event) => `s=event:${event}`)
        .join('&')}`,
    ),
    whole: true,
    ready: (page) => page.locator('app-funnel-steps').waitFor(),
  },
  {
    name: 'retention',
    at: inProject('/retention?period=30d&every=week'),
    ready: (page) => page.locator('td.rate').first().waitFor(),
  },
  {
    name: 'journeys',
    at: inProject('/journeys'),
    whole: true,
    ready: (page) => page.locator('.node').first().waitFor(),
  },
  {
    name: 'trends',
    at: inProject(
      '/trends?period=30d&s=visitors;&s=visitors;event:purchase&fx=B / A * 100;Bought, %25&by=channel',
    ),
    whole: true,
    ready: (page) => page.locator('app-trend-table tbody tr').first().waitFor(),
  },
  { name: 'library', at: inProject('/library') },
  { name: 'library-goals', at: inProject('/library?show=goals') },
  {
    name: 'goal-dialog',
    at: inProject('/library?show=goals'),
    async act(page) {
      await page.getByRole('button', { name: 'Actions for' }).first().click();
      await page.getByRole('menuitem', { name: 'Edit' }).click();
    },
  },
  { name: 'library-segments', at: inProject('/library?show=segments') },
  { name: 'library-cohorts', at: inProject('/library?show=cohorts') },
  {
    name: 'segment-menu',
    at: inProject('?f=is,device,mobile'),
    act: (page) => page.getByRole('button', { name: 'Segments' }).click(),
  },
  { name: 'settings-links', at: inProject('/settings/links'), whole: true },
  { name: 'shared-dashboard', at: (stage) => `/public/${stage.slug}`, whole: true },
  { name: 'shared-dashboard-password', at: (stage) => `/public/${stage.locked}` },
  { name: 'shared-dashboard-over', at: () => '/public/nothing' },
  { name: 'start', at: () => '/start' },
  {
    name: 'settings-ingestion-accepted',
    at: inProject('/settings/ingestion?show=accepted'),
    act: (page) => page.locator('button.opener').nth(1).click(),
  },
  { name: 'settings-general', at: inProject('/settings/general'), whole: true },
  { name: 'settings-keys', at: inProject('/settings/keys'), whole: true },
  { name: 'settings-snippet', at: inProject('/settings/snippet'), whole: true },
  { name: 'settings-ingestion', at: inProject('/settings/ingestion'), whole: true },
  { name: 'settings-sdk', at: inProject('/settings/snippet?sdk=posthog'), whole: true },
  { name: 'settings-data', at: inProject('/settings/data'), whole: true },
  { name: 'system', at: () => '/system/overview' },
  { name: 'system-queues', at: () => '/system/queues' },
  { name: 'account', at: () => '/account', whole: true },
  { name: 'shortcuts', at: inProject(''), act: (page) => page.keyboard.press('?') },
];
