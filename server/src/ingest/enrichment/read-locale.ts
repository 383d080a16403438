import type { Step } from './arrival.js';

const TAG = /^([a-z]{2,3})(?:[-_][A-Za-z]{4})?(?:[-_]([A-Za-z]{2}|\d{3}))?(?:$|[-_;,.])/i;
const SCREEN = /^\d{2,5}x\d{2,5}$/;

/** The visitor's language and the size of the screen. */
export const readLocale: Step = ({ client, sent, draft }, { acceptLanguage, trusted }) => {
  const ofBrowser = client !== null && !trusted ? acceptLanguage : '';
  draft.facts.language = languageOf(sent.language ?? '') ?? languageOf(ofBrowser);
  draft.facts.screen = sent.screen !== null && SCREEN.test(sent.screen) ? sent.screen : null;
  return null;
};

/** The first tag of a language list as `de` or `pt-BR`; null when there is none. */
export function languageOf(list: string): string | null {
  const found = TAG.exec(list.trim());
  if (found === null) return null;
  const [, language = '', region] = found;
  return language.toLowerCase() + (region === undefined ? '' : `-${region.toUpperCase()}`);
}
