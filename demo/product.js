import { basket, setCount } from './basket.js';
import { cards } from './cards.js';
import { categories, piece, pieces, price } from './catalogue.js';
import { html, show } from './html.js';
import { openPage, showBasketCount } from './shell.js';

openPage();

const asked = new URLSearchParams(location.search).get('id');
// The page itself was found; that the piece was not, only the shop knows.
if (asked && !piece(asked)) window.tracker.event('not_found', { piece: asked });
const one = piece(asked) || pieces[0];
document.title = `${one.name} · Halden`;

show(
  document.querySelector('#main'),
  html`<p class="crumbs">
      <a href="category.html">Pieces</a> /
      <a href="category.html?c=${one.category}">${categories[one.category]}</a>
    </p>
    <article class="piece">
      <img src="images/${one.id}.svg" alt="${one.name}, ${one.kind}" width="400" height="400" />
      <div>
        <p class="eyebrow">${one.kind}</p>
        <h1>${one.name}</h1>
        <p class="price">${price(one.price)}</p>
        <p class="lead">${one.text}</p>
        <p class="row">
          <button id="add">Add to cart</button><a class="quiet" href="cart.html">Go to cart</a>
        </p>
        <p role="status" id="added"></p>
      </div>
    </article>
    <h2>Beside it</h2>
    ${cards(pieces.filter((other) => other.id !== one.id).slice(0, 4))}`,
);

document.querySelector('#add').addEventListener('click', () => {
  setCount(one.id, (basket()[one.id] || 0) + 1);
  window.tracker.event('add_to_cart', {
    sku: one.id,
    name: one.name,
    category: one.category,
    value: one.price,
    currency: 'EUR',
  });
  showBasketCount();
  document.querySelector('#added').textContent = `${one.name} is in your cart.`;
});
