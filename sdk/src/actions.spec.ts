import { Page, forgetTab } from '../test/a-page.js';
import type { Settings } from './settings.js';

let page: Page;
beforeEach(() => {
  page = new Page('/shop');
});
afterEach(() => {
  page.close();
  forgetTab();
});

/** What is told when `selector` is clicked, or what its form sends is submitted. */
async function told(
  html: string,
  does: (element: HTMLElement) => unknown = (element) => element.click(),
  settings: Partial<Settings> = {},
): Promise<unknown[]> {
  document.body.innerHTML = html;
  // Nothing of jsdom follows links or sends forms.
  document.body.addEventListener('click', (event) => event.preventDefault());
  document.body.addEventListener('submit', (event) => event.preventDefault());
  await page.track({ manual: true, ...settings });
  does(document.querySelector('#this') as HTMLElement);
  await page.wait();
  return page.events.map(({ event, properties }) => [event, properties]);
}

const submit = (element: HTMLElement): unknown =>
  element.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }));
const clickWith = (button: number) => (element: HTMLElement) =>
  element.dispatchEvent(new MouseEvent('auxclick', { bubbles: true, cancelable: true, button }));

it('tells of a link that leaves, without its query', async () => {
  const html = '<a href="https://partner.example/a?secret=1#x"><b id="this">go</b></a>';
  expect(await told(html)).toEqual([['outbound_click', { url: 'https://partner.example/a' }]]);
});

it.each([
  ['/cart', 'https://shop.example/cart'],
  ['#top', '#top'],
  ['mailto:a@b.example', 'mail'],
  ['tel:+123', 'telephone'],
])('does not tell of a link to %s', async (href) => {
  expect(await told(`<a id="this" href="${href}">x</a>`)).toEqual([]);
});

it.each(['/terms.PDF?v=2', 'https://files.example/a/b.zip', '/price-list.xlsx#sheet'])(
  'tells of the download of %s',
  async (href) => {
    const url = new URL(href, 'https://shop.example').href.split(/[?#]/)[0];
    expect(await told(`<a id="this" href="${href}">x</a>`)).toEqual([['file_download', { url }]]);
  },
);

it('tells of a download the page calls one', async () => {
  expect(await told('<a id="this" href="/report" download>x</a>')).toEqual([
    ['file_download', { url: 'https://shop.example/report' }],
  ]);
});

it('tells of a middle click, not of a right one', async () => {
  const html = '<a id="this" href="https://partner.example/">x</a>';
  expect(await told(html, clickWith(2))).toEqual([]);
  page.close();
  page = new Page();
  expect(await told(html, clickWith(1))).toHaveLength(1);
});

it('tells what an element names, with its properties', async () => {
  const html =
    '<button data-event="add_to_cart" data-event-sku="lamp-1" data-event-list="home" data-other="no"><i id="this">+</i></button>';
  expect(await told(html)).toEqual([['add_to_cart', { sku: 'lamp-1', list: 'home' }]]);
});

it.each([
  [
    '<form id="this"><input name="name"><input name="id"></form>',
    [['form_submit', { form: 'this' }]],
  ],
  [
    '<form id="this" data-event="search" data-event-place="top"></form>',
    [['search', { place: 'top' }]],
  ],
  ['<form id="this" data-event></form>', []],
  ['<div data-event="card"><form id="this"></form></div>', [['form_submit', { form: 'this' }]]],
])('tells of the submission of %s', async (html, events) => {
  expect(await told(html, submit)).toEqual(events);
});

it('takes the name of a form without an id', async () => {
  const html = '<form name="newsletter"><input name="name"><button id="this">x</button></form>';
  expect(await told(html, (button) => submit(button.parentElement as HTMLElement))).toEqual([
    ['form_submit', { form: 'newsletter' }],
  ]);
});

it('a click inside of a named form is no submission', async () => {
  expect(await told('<form data-event="sent"><input id="this"></form>')).toEqual([]);
});

it.each([
  ['noOutbound', '<a id="this" href="https://partner.example/">x</a>'],
  ['noDownloads', '<a id="this" href="/a.pdf">x</a>'],
])('says nothing with %s', async (name, html) => {
  expect(await told(html, undefined, { [name]: true })).toEqual([]);
});

it('says nothing of forms with data-no-forms', async () => {
  expect(await told('<form id="this"></form>', submit, { noForms: true })).toEqual([]);
});

it('hears what the page stops, and never stops anything itself', async () => {
  let stopped = true;
  const html = '<a id="this" href="https://partner.example/">x</a>';
  const events = await told(html, (link) => {
    link.addEventListener('click', (event) => {
      stopped = event.defaultPrevented;
      event.stopPropagation();
      event.preventDefault();
    });
    link.click();
  });
  expect([stopped, events.length]).toEqual([false, 1]);
});
