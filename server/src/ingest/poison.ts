/** An event that was put aside, with why. */
export interface Poison<Event> {
  readonly event: Event;
  readonly error: Error;
}

// 22 data exception, 23 constraint, 54 program limit (index row too large …): the event's own fault.
const OWN_FAULT = /^(22|23|54)/;

/** True when trying again can help; false when the batch holds something that can never be stored. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return true;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (OWN_FAULT.test(code)) return false;
  // A slip of the store's own code over one strange event must not stop the others either.
  return !['TypeError', 'RangeError', 'SyntaxError'].includes(error.name);
}

/**
 * Stores a batch although some of it may be unstorable: on such an error the batch is halved until the poison stands
 * alone. Gives the poison; a transient error is thrown, and the whole may be tried again.
 */
export async function storeAround<Event>(
  events: readonly Event[],
  store: (part: readonly Event[]) => Promise<void>,
): Promise<Poison<Event>[]> {
  try {
    await store(events);
    return [];
  } catch (error) {
    if (isTransient(error) || !(error instanceof Error)) throw error;
    const [event] = events;
    if (events.length === 1 && event !== undefined) return [{ event, error }];
    const middle = Math.ceil(events.length / 2);
    // One after the other: one visitor's events must not be stored by two at once.
    const left = await storeAround(events.slice(0, middle), store);
    const right = await storeAround(events.slice(middle), store);
    return [...left, ...right];
  }
}
