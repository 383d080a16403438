import { language } from './app/ui/language';
import { localize } from './app/ui/words/localize';
import { speak } from './app/ui/words/say';

Object.assign(globalThis, { $localize: localize });
document.documentElement.lang = language;

// The rest is loaded once the words are there: many texts are made only once.
async function start(): Promise<void> {
  if (language === 'de') speak((await import('./app/words/de.json')).default);
  const { open } = await import('./app/open');
  await open();
}

start().catch((failure: unknown) => console.error(failure));
