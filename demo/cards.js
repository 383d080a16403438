import { price } from './catalogue.js';
import { html } from './html.js';

/** A grid of pieces, each a link to its page. */
export const cards = (list) =>
  html`<ul class="grid">
    ${list.map(
      (one) =>
        html`<li>
          <a class="card" href="product.html?id=${one.id}">
            <img src="images/${one.id}.svg" alt="" width="400" height="400" />
            <span><strong>${one.name}</strong><small>${one.kind}</small></span
            ><em>${price(one.price)}</em>
          </a>
        </li>`,
    )}
  </ul>`;
