// Runs before the modules of the console, many of whose texts are made only once: fetches the words of
// its language, where that is not English. The choice is that of src/app/ui/language.ts.
(() => {
  const known = ['en', 'de'];
  const wanted = [localStorage.getItem('language') ?? '', ...navigator.languages];
  const language = wanted.map((tag) => tag.slice(0, 2)).find((tag) => known.includes(tag));
  if (language && language !== 'en') {
    document.write(`<script src="words/${language}.js"></script>`);
  }
})();
