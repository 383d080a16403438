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

/** Keeps the last good value of a resource over reloads, new questions and failures. */
export function steady<Answer>(resource: Resource<Answer | undefined>): Steady<Answer> {
  const value = linkedSignal<Answer | undefined, Answer | undefined>({
    source: () => (resource.hasValue() ? resource.value() : undefined),
    computation: (now, before) => now ?? before?.value,
  });
  return {
    value: value.asReadonly(),
    error: computed(() => (resource.status() === 'error' ? resource.error() : null)),
    stale: computed(() => resource.status() === 'loading' && value() !== undefined),
  };
}
