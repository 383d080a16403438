import type { LiveFilter } from './live.messages.js';

const LONGEST_ID = 64;
const LONGEST_TEXT = 200;

export interface SubscribeInput {
  readonly projectId: string;
  readonly filter: LiveFilter;
}

/** What a client's `subscribe` asks for, or null when it is not shaped like one. */
export function readSubscribe(message: unknown): SubscribeInput | null {
  const projectId = readProjectId(message);
  if (projectId === null) return null;
  const { filter } = message as { filter?: unknown };
  if (filter === undefined || filter === null) return { projectId, filter: {} };
  if (typeof filter !== 'object' || Array.isArray(filter)) return null;
  const { event, text } = filter as { event?: unknown; text?: unknown };
  if (!isFilterText(event) || !isFilterText(text)) return null;
  return { projectId, filter: { ...(event && { event }), ...(text && { text }) } };
}

/** The project a message is about, or null when it names none. */
export function readProjectId(message: unknown): string | null {
  if (typeof message !== 'object' || message === null) return null;
  const { project_id: id } = message as { project_id?: unknown };
  return typeof id === 'string' && isPlain(id, LONGEST_ID) && id !== '' ? id : null;
}

function isFilterText(value: unknown): value is string | undefined | null {
  if (value === undefined || value === null) return true;
  return typeof value === 'string' && isPlain(value, LONGEST_TEXT);
}

function isPlain(text: string, longest: number): boolean {
  return text.length <= longest && !text.includes('\u0000');
}
