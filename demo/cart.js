import { lines, setCount, total } from './basket.js';
import { price } from './catalogue.js';
import { html, show } from './html.js';
import { openPage, showBasketCount } from './shell.js';

openPage();
const main = document.querySelector('#main');

function draw() {
  const all = lines();
  showBasketCount();
  show(
    main,
    all.length
      ? html`<h1>Cart</h1>
          <ul class="lines">
            ${all.map(
              (line) =>
                html`<li>
                  <img src="images/${line.id}.svg" alt="" width="72" height="72" />
                  <a href="product.html?id=${line.id}"
                    ><strong>${line.name}</strong><small>${line.kind}</small></a
                  >
                  <span class="stepper">
                    <button
                      data-id="${line.id}"
                      data-count="${line.count - 1}"
                      aria-label="One ${line.name} less"
                    >
                      −</button
                    >${line.count}
                    <button
                      data-id="${line.id}"
                      data-count="${line.count + 1}"
                      aria-label="One ${line.name} more"
                    >
                      +
                    </button>
                  </span>
                  <em>${price(line.count * line.price)}</em>
                </li>`,
            )}
          </ul>
          <p class="total"><span>Together</span><strong>${price(total())}</strong></p>
          <p class="row end">
            <a class="quiet" href="category.html">Keep looking</a
            ><a class="button" href="checkout.html">To checkout</a>
          </p>`
      : html`<h1>Your cart is empty</h1>
          <p class="lead">Rooms can wait. Lamps like to be asked.</p>
          <p><a class="button" href="category.html">See all pieces</a></p>`,
  );
}

main.addEventListener('click', (event) => {
  const button = event.target.closest('[data-count]');
  if (!button) return;
  setCount(button.dataset.id, Number(button.dataset.count));
  draw();
});
draw();
