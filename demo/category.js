import { cards } from './cards.js';
import { categories, pieces } from './catalogue.js';
import { html, show } from './html.js';
import { openPage } from './shell.js';

openPage();

const asked = new URLSearchParams(location.search);
const category = categories[asked.get('c')] ? asked.get('c') : null;
const query = (asked.get('q') || '').trim();
const text = (one) => `${one.name} ${one.kind} ${one.category} ${one.text}`.toLowerCase();
const found = pieces.filter(
  (one) => (!category || one.category === category) && text(one).includes(query.toLowerCase()),
);
if (query) {
  window.tracker.event('search', { query, results: found.length });
  document.querySelector('[name=q]').value = query;
}

const tab = (id, name) =>
  html`<a
    href="category.html${id ? `?c=${id}` : ''}"
    ${id === category && !query ? html`aria-current="page"` : ''}
    >${name}</a
  >`;

show(
  document.querySelector('#main'),
  html`<h1>${query ? html`“${query}”` : category ? categories[category] : 'All pieces'}</h1>
    <nav class="tabs" aria-label="Categories">
      ${tab(null, 'All')}${Object.entries(categories).map(([id, name]) => tab(id, name))}
    </nav>
    ${found.length ? cards(found) : html`<p class="empty">Nothing by that name. Try “lamp” or “clay”.</p>`}`,
);
