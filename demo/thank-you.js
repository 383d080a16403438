import { price } from './catalogue.js';
import { html, show } from './html.js';
import { openPage } from './shell.js';

openPage();
const order = JSON.parse(sessionStorage.getItem('demo:order') || 'null');

show(
  document.querySelector('#main'),
  html`<section class="thanks">
    <img src="images/moon.svg" alt="" width="180" height="180" />
    <h1>Thank you</h1>
    <p class="lead">
      ${order ? `Order ${order.id}, ${price(order.value)}, is on our bench.` : 'There is no order in this tab.'}
    </p>
    <p><a class="button" href="./">Back to the shop</a></p>
  </section>`,
);
