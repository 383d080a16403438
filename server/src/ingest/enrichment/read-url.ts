import { remembered } from './remembered.js';

const REMEMBERED_URLS = 4_000;
const LONGEST_REMEMBERED = 512;

const shortUrl = remembered((text) => URL.parse(text), REMEMBERED_URLS);

/** What `URL.parse` says; pages and referrers come again and again, so the last ones are kept. Read it, never change it. */
export function readUrl(text: string): Readonly<URL> | null {
  return text.length <= LONGEST_REMEMBERED ? shortUrl(text) : URL.parse(text);
}
