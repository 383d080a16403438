import { settings } from './settings.js';

/** Gives each rule of a list to `use`, as a pattern and as written, until one says yes. */
const someRule = (
  rules: string | undefined,
  star: string,
  use: (pattern: string, rule: string) => unknown,
): boolean =>
  (rules || '')
    .split(/[, ]+/)
    .some((rule) => use(rule.replace(/[^\w*]/g, '\\$&').replace(/\*/g, star), rule));

/** Whether a rule of the list is about the whole of this text; `*` stands for anything. */
export const matches = (rules: string | undefined, text: string): boolean =>
  someRule(rules, '.*', (pattern) => RegExp('^' + pattern + '$').test(text));

/** The text, in which each part that a rule of `data-mask` is about reads as the rule itself. */
export const masked = (text: string): string => {
  // One part of an address. It cannot hold a sign of JSON, which is what the text is.
  someRule(settings.mask, '[\\w.%@+-]+', (pattern, rule) => {
    text = text.replace(RegExp(pattern, 'g'), rule);
  });
  return text;
};
