import { countAll } from './basket.js';
import { html, show } from './html.js';
import { openInspector } from './inspector.js';

const root = new URL('./', import.meta.url).pathname;
const here = location.pathname;
const current = (path) => (here === root + path ? html`aria-current="page"` : '');

/** The name of who is signed in, or null. */
export const signedIn = () => JSON.parse(sessionStorage.getItem('demo:user') || 'null');

export function showBasketCount() {
  const count = countAll();
  show(
    document.querySelector('#basket'),
    html`Cart${count ? html` <b class="count">${count}</b>` : ''}`,
  );
}

/** Draws what every page shares; call it first. */
export function openPage() {
  const user = signedIn();
  show(
    document.querySelector('#top'),
    html`<a class="skip" href="#main">Skip to content</a>
      <a class="brand" href="${root}"
        ><img src="${root}images/mark.svg" alt="" width="28" height="28" />Halden</a
      >
      <nav aria-label="Shop">
        <a href="${root}category.html" ${current('category.html')}>Pieces</a>
        <a href="${root}lookbook/index.html" ${current('lookbook/index.html')}>Lookbook</a>
        <a href="${root}account.html" ${current('account.html')}>${user ? user.name : 'Sign in'}</a>
        <a href="${root}cart.html" id="basket" ${current('cart.html')}></a>
      </nav>
      <form class="search" role="search" action="${root}category.html" data-event>
        <input name="q" type="search" placeholder="Search" aria-label="Search pieces" required />
      </form>`,
  );
  show(
    document.querySelector('#foot'),
    html`<div class="foot">
      <div>
        <strong>Halden</strong>
        <p>Light, clay and wood for quiet rooms. A demonstration shop: nothing here is for sale.</p>
        <p><a href="${root}guide.html">Care, questions and your data</a></p>
      </div>
      <form id="newsletter" data-event="newsletter" data-event-place="footer">
        <label for="mail">A letter, four times a year</label>
        <div class="row">
          <input id="mail" type="email" required placeholder="you@example.org" /><button>
            Subscribe
          </button>
        </div>
        <p role="status"></p>
      </form>
    </div>`,
  );
  showBasketCount();
  document.querySelector('#newsletter').addEventListener('submit', subscribe);
  if (!window.demo.key) askForKey();
  openInspector();
}

function subscribe(event) {
  // What was sent is told by the form's data-event: that it happened, never the address.
  event.preventDefault();
  event.target.reset();
  event.target.querySelector('[role=status]').textContent =
    'Thank you. The first letter comes with the season.';
}

function askForKey() {
  const panel = document.createElement('section');
  panel.className = 'ask';
  show(
    panel,
    html`<h2>This shop is not connected yet</h2>
      <p>
        It shows the tracker at work, and needs to know for which project. In the
        <a href="/">console</a>, create a project (or open its settings → API keys) and copy its
        public key. Nothing is sent until you paste it here.
      </p>
      <form>
        <input
          name="key"
          aria-label="Public key"
          placeholder="Public key"
          required
          autocomplete="off"
          spellcheck="false"
        />
        <button>Connect</button>
      </form>`,
  );
  document.querySelector('#main').before(panel);
}
