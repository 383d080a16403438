import { html, show } from './html.js';
import { openPage } from './shell.js';

openPage();

// A page that routes by hash: its tag has data-hash, so each part counts as a page of its own.
const parts = { care: 'Care', questions: 'Questions', data: 'Your data' };
const main = document.querySelector('#main');
const part = () => location.hash.slice(2) || 'care';

const care = () =>
  html`<p class="lead">Light, clay and wood live long when they are left alone.</p>
    <p><a href="care.txt" download>Take the leaflet with you</a>, a <code>file_download</code>.</p>
    <p>
      More of wood at
      <a href="https://en.wikipedia.org/wiki/Wood_finishing" target="_blank" rel="noopener"
        >Wikipedia</a
      >, an <code>outbound_click</code>. Of clay we have <a href="clay.html">nothing yet</a>, a
      <code>not_found</code>.
    </p>
    <p>
      Was this helpful?
      <button data-event="feedback" data-event-page="care" data-event-answer="yes">Yes</button>
      <button data-event="feedback" data-event-page="care" data-event-answer="no">No</button>
      Both say so in HTML, by <code>data-event</code>.
    </p>`;

const questions = () =>
  html`<p class="lead">Ask us anything. What you write stays on this page.</p>
    <form id="contact" class="form">
      <label>Question<input name="question" required autocomplete="off" /></label>
      <button>Ask</button>
      <p role="status"></p>
    </form>
    <p>Sending it is a <code>form_submit</code> with the form's id, and nothing else.</p>`;

const data = () =>
  html`<p class="lead">Nobody has to be counted.</p>
    <p class="row">
      <button id="out">Do not count me</button><button id="in">Count me</button
      ><button id="view">Count this view again</button><button id="now">Send now</button
      ><button id="break">Break something</button>
    </p>
    <p>
      <code>optOut</code>, <code>optIn</code>, <code>page</code> and <code>flush</code>; the last
      button throws an error that nobody catches, which <code>errors.min.js</code> tells. When this
      page is left, <code>vitals.min.js</code> tells how it loaded. With <code>data-debug</code> on
      its tag, the tracker says in the browser's console what it sends, or why it does not.
    </p>
    <p role="status" id="done"></p>`;

function draw() {
  const id = parts[part()] ? part() : 'care';
  document.title = `${parts[id]} · Guide · Halden`;
  show(
    main,
    html`<h1>Guide</h1>
      <nav class="tabs" aria-label="Guide">
        ${Object.entries(parts).map(([key, name]) => html`<a href="#/${key}" ${key === id ? html`aria-current="page"` : ''}>${name}</a>`)}
      </nav>
      ${{ care, questions, data }[id]()}`,
  );
}

const choices = {
  out: () => window.tracker.optOut(),
  in: () => window.tracker.optIn(),
  view: () => window.tracker.page({ again: true }),
  now: () => window.tracker.flush(),
  break: () =>
    setTimeout(() => {
      throw new Error('The shop broke on request');
    }),
};

main.addEventListener('click', ({ target }) => {
  if (!Object.hasOwn(choices, target.id)) return;
  choices[target.id]();
  document.querySelector('#done').textContent = `${target.textContent}: done.`;
});
main.addEventListener('submit', (event) => {
  event.preventDefault();
  event.target.reset();
  event.target.querySelector('[role=status]').textContent = 'We will think about it.';
});
addEventListener('hashchange', draw);
draw();
