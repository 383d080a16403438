/** How much longer a busy machine may take for what a quiet one does in time. */
const BUSY = 6;

/** The time in which a busy machine still has to do what a quiet one does within `ms`. */
export function allowing(ms: number): number {
  return BUSY * ms;
}

/** Thrown by {@link eventually}; whatever else it throws came from the question itself. */
export class DidNotHold extends Error {}

/** Of what was waited so far, so much passes between two looks: who waits for long must not keep the machine busy. */
const BETWEEN_LOOKS = 1 / 20;

/** Waits until it holds, at most as long as {@link allowing} says; says how long it took. */
export async function eventually(holds: () => Promise<boolean>, withinMs: number): Promise<number> {
  const start = performance.now();
  for (;;) {
    if (await holds()) return performance.now() - start;
    const waited = performance.now() - start;
    if (waited > allowing(withinMs)) throw new DidNotHold(`It did not hold within ${waited} ms.`);
    await new Promise((resolve) => setTimeout(resolve, between(waited)));
  }
}

/** Milliseconds to the next look. */
function between(waited: number): number {
  return Math.min(500, Math.max(20, waited * BETWEEN_LOOKS));
}
