import { html, show } from './html.js';
import { openPage, signedIn } from './shell.js';

openPage();
const main = document.querySelector('#main');
const user = signedIn();

if (user) {
  show(
    main,
    html`<h1>Hello, ${user.name}</h1>
      <p class="lead">
        The tracker knows you as <code>${user.id}</code> in this tab, until you sign out.
      </p>
      <form id="company" class="form" data-event>
        <label
          >You buy for<input name="company" required value="Nordic Rooms" maxlength="40"
        /></label>
        <button>Save</button>
        <p role="status"></p>
      </form>
      <p><button id="out">Sign out</button></p>`,
  );
  document.querySelector('#company').addEventListener('submit', (event) => {
    event.preventDefault();
    const name = event.target.elements.company.value.trim();
    window.tracker.group(name.toLowerCase().replace(/\s+/g, '-'), { name });
    event.target.querySelector('[role=status]').textContent =
      `Told with “group”: you belong to ${name}.`;
  });
  document.querySelector('#out').addEventListener('click', () => {
    window.tracker.reset();
    sessionStorage.removeItem('demo:user');
    location.reload();
  });
} else {
  show(
    main,
    html`<h1>Sign in</h1>
      <p class="lead">
        Any name will do. Signing in calls <code>identify</code>, signing out <code>reset</code>.
      </p>
      <form id="in" class="form" data-event>
        <label
          >Name<input name="name" required value="Ada" maxlength="40" autocomplete="off"
        /></label>
        <label
          >Plan<select name="plan">
            <option>free</option>
            <option>pro</option>
          </select></label
        >
        <button>Sign in</button>
      </form>`,
  );
  document.querySelector('#in').addEventListener('submit', (event) => {
    event.preventDefault();
    const { name, plan } = Object.fromEntries(new FormData(event.target));
    const id = `user-${name.trim().toLowerCase().replace(/\s+/g, '-')}`;
    window.tracker.identify(id, { name, plan });
    sessionStorage.setItem('demo:user', JSON.stringify({ id, name }));
    location.reload();
  });
}
