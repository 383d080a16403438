// Before the console is read and anything is drawn: its theme, who is signed in, its words.
(() => {
  // See src/app/ui/theme.ts; whoever frames a shared dashboard may say the theme in its address.
  const shared = location.pathname.startsWith('/public/');
  try {
    const told = shared ? new URLSearchParams(location.search).get('theme') : null;
    const theme = told || localStorage.getItem('theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;

    // See src/app/session/early.ts; the lock is that of session-tabs.ts.
    if (!shared && localStorage.getItem('signed-in') && navigator.locks) {
      const ask = () => fetch('/api/v1/auth/refresh', { method: 'POST' });
      globalThis.earlyAnswer = navigator.locks.request('session-renewal', ask).catch(() => null);
    }
  } catch {
    // Storage can be forbidden.
  }
})();
(() => {
  // See src/app/ui/language.ts; many texts are made only once.
  const known = ['en', 'de'];
  const wanted = [localStorage.getItem('language') ?? '', ...navigator.languages];
  const language = wanted.map((tag) => tag.slice(0, 2)).find((tag) => known.includes(tag));
  if (language && language !== 'en') {
    document.write(`<script src="words/${language}.js"></script>`);
  }
})();
