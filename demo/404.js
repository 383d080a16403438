import { html, show } from './html.js';
import { openPage } from './shell.js';

openPage();
show(
  document.querySelector('#main'),
  html`<h1>Not here</h1>
    <p class="lead">
      The server answered this address with 404, which the tracker tells as <code>not_found</code>.
    </p>
    <p><a class="button" href="/demo/">Back to the shop</a></p>`,
);
