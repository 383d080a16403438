import { html, show } from './html.js';

const KEY = 'demo:inspector';
const MOST = 60;

/** What the tracker sent in this tab, newest first; an event sent again stays one entry. */
let entries = recall();
// On a phone it would lie over the page, so there each page begins with it closed.
let open = innerWidth > 760 && sessionStorage.getItem(`${KEY}:open`) === 'yes';
const unfolded = new Set();
const drawer = document.createElement('aside');

function recall() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) || [];
  } catch {
    return [];
  }
}

function note({ events, status }) {
  for (const event of events) {
    const known = entries.find((entry) => entry.event.event_id === event.event_id);
    if (known) {
      if (status === 'sending' && known.status !== 'sending') known.sendings += 1;
      known.status = status;
    } else {
      entries = [{ event, status, sendings: 1 }, ...entries].slice(0, MOST);
    }
  }
  sessionStorage.setItem(KEY, JSON.stringify(entries));
  draw();
}

const taken = (status) => status >= 200 && status < 300;
const tone = (status) => (taken(status) ? 'good' : status === 'sending' ? 'busy' : 'bad');
const time = (ms) => new Date(ms).toLocaleTimeString([], { hour12: false });
const path = (address) => address && new URL(address).pathname.replace(/^\/demo/, '');

function draw() {
  const sent = entries.filter((entry) => taken(entry.status)).length;
  drawer.classList.toggle('open', open);
  show(
    drawer,
    html`<button class="inspector-tab" aria-expanded="${open}" aria-controls="inspector-list">
        <i class="${window.demo.key ? 'good' : 'bad'}"></i
        >${window.demo.key ? `${sent} sent` : 'not connected'}
      </button>
      ${
        open &&
        html`<div class="inspector-body" id="inspector-list">
          <header><strong>What the tracker sent</strong><button data-clear>Clear</button></header>
          ${entries.length ? '' : html`<p>Nothing yet. ${window.demo.key ? 'A blocker, or a request not to be tracked, keeps it quiet.' : 'Connect a key first.'}</p>`}
          <ol>
            ${entries.map(
              ({ event, status, sendings }) =>
                html`<li>
                  <button
                    data-id="${event.event_id}"
                    aria-expanded="${unfolded.has(event.event_id)}"
                  >
                    <i class="${tone(status)}"></i><b>${event.event}</b
                    ><span>${path(event.page_url)}</span><time>${time(event.timestamp)}</time>
                  </button>
                  ${
                    unfolded.has(event.event_id) &&
                    html`<pre tabindex="0">
${JSON.stringify(event, null, 2)}

${taken(status) ? `accepted (${status})` : status}${sendings > 1 ? `, sent ${sendings} times` : ''}</pre>`
                  }
                </li>`,
            )}
          </ol>
        </div>`
      }`,
  );
}

function clicked(event) {
  const button = event.target.closest('button');
  if (!button) return;
  const { id, clear } = button.dataset;
  if (id) unfolded.delete(id) || unfolded.add(id);
  else if (clear !== undefined) {
    entries = [];
    sessionStorage.removeItem(KEY);
  } else {
    open = !open;
    sessionStorage.setItem(`${KEY}:open`, open ? 'yes' : 'no');
  }
  draw();
  const again = id ? `[data-id="${id}"]` : '.inspector-tab';
  drawer.querySelector(again)?.focus();
}

/** Shows the drawer in the corner and keeps it up to date. */
export function openInspector() {
  drawer.className = 'inspector';
  drawer.setAttribute('aria-label', 'What the tracker sent');
  drawer.addEventListener('click', clicked);
  document.body.append(drawer);
  draw();
  window.demo.onSending(note);
  // A page from the back/forward cache has missed what the others noted.
  addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    entries = recall();
    draw();
  });
}
