// Applies the remembered theme before the first paint, so that a dark console never flashes white.
// A page that frames a shared dashboard may say the theme in its address.
try {
  var theme = /^\/public\//.test(location.pathname)
    ? new URLSearchParams(location.search).get('theme')
    : null;
  theme = theme || localStorage.getItem('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch (refused) {
  // Storage can be forbidden; the system theme is used then.
}
