import { piece } from '../catalogue.js';
import { html, show } from '../html.js';
import { openPage } from '../shell.js';

// An application of one document: its routes change by the History API, without a load. Each route is
// also a file of its own, so that a reload or a shared link needs no rule of the server.
const looks = {
  harbour: {
    name: 'Harbour',
    text: 'Salt-blue stoneware, a lamp that leans like a mast, and a window left open.',
    with: ['tide', 'heron'],
  },
  orchard: {
    name: 'Orchard',
    text: 'Ash, wool and late light. Apples in the bowl, nobody in a hurry.',
    with: ['cove', 'perch'],
  },
  attic: {
    name: 'Attic',
    text: 'A violet shade under the slope of the roof, and a table just for the book.',
    with: ['bell', 'raft'],
  },
  dune: {
    name: 'Dune',
    text: 'Red clay and warm paper. The colour of a wall at four in the afternoon.',
    with: ['pebble', 'moon'],
  },
};
const main = document.querySelector('#main');
const route = () => location.pathname.match(/([a-z]+)\.html$/)?.[1] || 'index';

function draw() {
  const id = route();
  const look = looks[id];
  document.title = look ? `${look.name} · Lookbook · Halden` : 'Lookbook · Halden';
  show(
    main,
    html`<nav class="tabs" aria-label="Looks">
        <a data-route href="index.html" ${look ? '' : html`aria-current="page"`}>All</a>
        ${Object.entries(looks).map(([key, { name }]) => html`<a data-route href="${key}.html" ${key === id ? html`aria-current="page"` : ''}>${name}</a>`)}
      </nav>
      ${look ? one(id, look) : all()}`,
  );
}

const all = () =>
  html`<h1>Lookbook</h1>
    <p class="lead">Four rooms, four hours of the day.</p>
    <ul class="looks">
      ${Object.entries(looks).map(
        ([key, { name }]) =>
          html`<li>
            <a class="look" data-route href="${key}.html"
              ><img src="../images/look-${key}.svg" alt="" width="1200" height="600" /><strong
                >${name}</strong
              ></a
            >
          </li>`,
      )}
    </ul>`;

const one = (id, look) =>
  html`<article class="look-page">
    <img src="../images/look-${id}.svg" alt="" width="1200" height="600" />
    <h1>${look.name}</h1>
    <p class="lead">${look.text}</p>
    <p class="row">
      ${look.with.map((part) => html`<a class="chip" href="../product.html?id=${part}">${piece(part).name}, ${piece(part).kind.toLowerCase()}</a>`)}
    </p>
  </article>`;

main.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-route]');
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  history.pushState(null, '', link.href);
  draw();
  scrollTo(0, 0);
});
addEventListener('popstate', draw);
openPage();
draw();
