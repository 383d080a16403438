import { type Resource, type Signal, computed, linkedSignal } from '@angular/core';

/** An answer that stays on the screen while the next one is on its way. */
export interface Steady<Answer> {
  /** The newest good answer; undefined only before the first. */
  readonly value: Signal<Answer | undefined>;
  /** Why the newest question has no answer. */
  readonly error: Signal<unknown>;
  /** The value belongs to an older question. */
  readonly stale: Signal<boolean>;
}

interface Seen<Answer> {
  readonly subject: string;
  readonly answer: Answer | undefined;
}

/**
 * Keeps the last good value of a resource over reloads, new questions and failures; not over a
 * change of its subject: numbers of one project never stand in for those of another.
 */
export function steady<Answer>(
  resource: Resource<Answer | undefined>,
  subject: () => string,
): Steady<Answer> {
  const kept = linkedSignal<Seen<Answer>, Seen<Answer>>({
    source: () => ({
      subject: subject(),
      answer: resource.hasValue() ? resource.value() : undefined,
    }),
    computation: (now, before) => ({
      subject: now.subject,
      answer:
        now.answer ?? (before?.value.subject === now.subject ? before.value.answer : undefined),
    }),
  });
  const value = computed(() => kept().answer);
  return {
    value,
    error: computed(() => (resource.status() === 'error' ? resource.error() : null)),
    stale: computed(() => resource.status() === 'loading' && value() !== undefined),
  };
}
