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

/** Whether an event holds what PostgreSQL keeps in no text: a null character, or half of a character. A guess, cheap. */
function looksPoisonous(event: unknown): boolean {
  return /\\u0000|\\ud[89a-f]/.test(JSON.stringify(event));
}

/**
 * Stores a batch although some of it may be unstorable: on such an error the suspects are parted from the others, and
 * whatever still fails is halved until the poison stands alone. Gives the poison; a transient error is thrown, and the
 * whole may be tried again.
 */
export async function storeAround<Event>(
  events: readonly Event[],
  store: (part: readonly Event[]) => Promise<void>,
  isSuspect: (event: Event) => boolean = looksPoisonous,
): Promise<Poison<Event>[]> {
  try {
    await store(events);
    return [];
  } catch (error) {
    if (isTransient(error) || !(error instanceof Error)) throw error;
    const [event] = events;
    if (events.length === 1 && event !== undefined) return [{ event, error }];
    const [one, other] = parted(events, isSuspect);
    // One after the other: one visitor's events must not be stored by two at once.
    const left = await storeAround(one, store, isSuspect);
    const right = await storeAround(other, store, isSuspect);
    return [...left, ...right];
  }
}

function parted<Event>(
  events: readonly Event[],
  isSuspect: (event: Event) => boolean,
): readonly [Event[], Event[]] {
  const { suspects = [], others = [] } = Object.groupBy(events, (event) =>
    isSuspect(event) ? 'suspects' : 'others',
  );
  if (suspects.length > 0 && others.length > 0) return [others, suspects];
  const middle = Math.ceil(events.length / 2);
  return [events.slice(0, middle), events.slice(middle)];
}
