// Applies the remembered theme before the first paint, so that a dark console never flashes white.
try {
  var theme = localStorage.getItem('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch (refused) {
  // Storage can be forbidden; the system theme is used then.
}
