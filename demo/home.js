import { pieces } from './catalogue.js';
import { html, show } from './html.js';
import { cards } from './cards.js';
import { openPage } from './shell.js';

openPage();

const campaigns = [
  ['A newsletter', 'utm_source=letter&utm_medium=email&utm_campaign=autumn'],
  ['A search advert', 'utm_source=google&utm_medium=cpc&utm_campaign=lamps&utm_term=table+lamp'],
  ['A social post', 'utm_source=mastodon&utm_medium=social&utm_campaign=lookbook'],
  ['A partner', 'utm_source=nordic-rooms&utm_medium=referral&utm_content=banner'],
];
const key = window.demo.key ? `&key=${encodeURIComponent(window.demo.key)}` : '';

show(
  document.querySelector('#main'),
  html`<section class="hero">
      <div>
        <p class="eyebrow">Autumn at Halden</p>
        <h1>Rooms that<br />lower their voice</h1>
        <p class="lead">Lamps, vessels and furniture made slowly, for the hours after work.</p>
        <p class="row">
          <a class="button" href="category.html">See all pieces</a
          ><a class="quiet" href="lookbook/index.html">Open the lookbook</a>
        </p>
      </div>
      <img src="images/heron.svg" alt="Heron, a floor lamp" width="400" height="400" />
    </section>
    <h2>New this season</h2>
    ${cards(pieces.slice(0, 4))}
    <section class="campaigns">
      <h2>Arrive from somewhere</h2>
      <p>
        These links carry campaign parameters. A visit keeps the source it began with, so open one
        in another browser, or after half an hour of quiet, to see a new source.
      </p>
      <ul>
        ${campaigns.map(([name, query]) => html`<li><a href="./?${query}${key}">${name}</a><code>${query.replaceAll('&', ' ')}</code></li>`)}
      </ul>
    </section>`,
);
