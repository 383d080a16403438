import type { Step } from './arrival.js';
import { readUrl } from './read-url.js';

// Values of a rollup are index keys: PostgreSQL takes them up to 2.7 kB.
const PATH_LENGTH = 1_024;
const HOST_LENGTH = 253;

/** The page's host and path. Queries stay out: they carry campaigns, searches and secrets, and split pages. */
export const readPage: Step = (arrival, { project }) => {
  const { pageUrl } = arrival.sent;
  if (pageUrl === null) return null;
  const page = pageUrl.startsWith('/')
    ? URL.parse(pageUrl, `https://${project.domain ?? 'path.invalid'}`)
    : readUrl(pageUrl);
  if (page === null) return null;
  arrival.page = page;
  arrival.draft.hostname =
    page.hostname === 'path.invalid' ? null : page.hostname.slice(0, HOST_LENGTH) || null;
  arrival.draft.path = pathOf(page).slice(0, PATH_LENGTH);
  arrival.draft.insecure = page.protocol === 'http:';
  return null;
};

/** Sites that route by hash (`/#/cart`) have their pages there. */
function pathOf(page: Readonly<URL>): string {
  const route = /^#[!/]/.test(page.hash) ? (page.hash.split('?')[0] ?? '') : '';
  return (page.pathname || '/') + route;
}
