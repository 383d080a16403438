import { httpResource } from '@angular/common/http';
import { type Signal, computed, linkedSignal } from '@angular/core';
import { type Steady, steady } from '../ui/steady';

interface Paged {
  readonly next_cursor: string | null;
}

interface Place {
  readonly url: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** A list of the server that is walked page by page. */
export interface Walk<Answer> extends Steady<Answer> {
  /** How many pages lie before the present one. */
  readonly step: Signal<number>;
  readonly more: Signal<boolean>;
  next(): void;
  back(): void;
  /** Asks for the present page again. */
  again(): void;
  /** Back to the first page, asked for again. */
  restart(): void;
}

/** Walks a list; a new question starts over. `subject` is what answers may not be mixed between. */
export function walk<Answer extends Paged>(
  question: () => Place,
  subject: () => string,
): Walk<Answer> {
  const asked = computed(question, {
    equal: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  });
  /** The cursors of the pages walked through, the present one last. */
  const cursors = linkedSignal<unknown, readonly string[]>({
    source: asked,
    computation: () => [],
  });
  const request = httpResource<Answer>(() => {
    const { url, params } = asked();
    const cursor = cursors().at(-1);
    return { url, params: { ...params, ...(cursor ? { cursor } : {}) } };
  });
  const kept = steady(request, subject);
  const following = computed(() => kept.value()?.next_cursor ?? null);
  return {
    ...kept,
    step: computed(() => cursors().length),
    more: computed(() => following() !== null),
    next: () => {
      const cursor = following();
      if (cursor !== null) cursors.update((before) => [...before, cursor]);
    },
    back: () => cursors.update((before) => before.slice(0, -1)),
    again: () => void request.reload(),
    restart: () => {
      if (cursors().length > 0) cursors.set([]);
      else request.reload();
    },
  };
}
