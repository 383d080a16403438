import type { LiveEvent } from '../events/event.js';
import type { LiveFilter } from './live.messages.js';

/** The same for filters that let the same events pass; '' for the one that lets everything pass. */
export function filterKey(filter: LiveFilter): string {
  const { event, text } = filter;
  if (!event && !text) return '';
  return JSON.stringify([event ?? '', text?.toLowerCase() ?? '']);
}

/** An event on its way to the viewers; its text is put together once, and only when somebody looks for text. */
export class PassingEvent {
  private text: string | null = null;

  constructor(readonly event: LiveEvent) {}

  matches(filter: LiveFilter): boolean {
    if (filter.event && this.event.event !== filter.event) return false;
    if (!filter.text) return true;
    this.text ??= JSON.stringify(Object.values(this.event)).toLowerCase();
    return this.text.includes(asJson(filter.text.toLowerCase()));
  }
}

// What is looked for must be spelled as the text is: a quote is \" in both.
function asJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
