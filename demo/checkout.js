import { countAll, emptyBasket, lines, total } from './basket.js';
import { price } from './catalogue.js';
import { html, show } from './html.js';
import { openPage, signedIn } from './shell.js';

openPage();
const main = document.querySelector('#main');

if (!lines().length) {
  show(
    main,
    html`<h1>Nothing to pay for</h1>
      <p><a class="button" href="category.html">See all pieces</a></p>`,
  );
} else {
  window.tracker.event('checkout_started', { value: total(), currency: 'EUR', items: countAll() });
  show(
    main,
    html`<h1>Checkout</h1>
      <div class="two">
        <form id="order" class="form" data-event>
          <label
            >Name<input
              name="name"
              autocomplete="off"
              required
              value="${signedIn()?.name || 'Robin Sample'}"
          /></label>
          <label
            >Street<input name="street" autocomplete="off" required value="1 Harbour Lane"
          /></label>
          <label
            >Delivery<select name="delivery">
              <option value="post">By post</option>
              <option value="pickup">Pick up</option>
            </select></label
          >
          <button>Pay ${price(total())}</button>
          <p class="note">No payment takes place, and the name and address stay on this page.</p>
        </form>
        <aside class="sum">
          ${lines().map((line) => html`<p><span>${line.count} × ${line.name}</span><em>${price(line.count * line.price)}</em></p>`)}
          <p class="total"><span>Together</span><strong>${price(total())}</strong></p>
        </aside>
      </div>`,
  );
  document.querySelector('#order').addEventListener('submit', (event) => {
    event.preventDefault();
    const order = { id: `H-${Date.now().toString(36).toUpperCase()}`, value: total() };
    window.tracker.event('purchase', {
      value: order.value,
      currency: 'EUR',
      order_id: order.id,
      items: countAll(),
      delivery: event.target.elements.delivery.value,
    });
    sessionStorage.setItem('demo:order', JSON.stringify(order));
    emptyBasket();
    // Its number is masked: the address is told as «thank-you.html?order=*».
    location.href = `thank-you.html?order=${order.id}`;
  });
}
