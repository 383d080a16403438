import fc from 'fast-check';

// What may stand where an SDK puts something sensible.
const anything = fc.oneof(
  { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  fc.constantFrom<unknown>(
    ...[null, '', 0, -1, 1e308, true, [], {}, [[]], [null], { length: 3 }],
    ...['\u0000', '\ud800', '__proto__', 'constructor', 'x'.repeat(9_000), '%', '$identify'],
    ...['2026-11-24', 'yesterday', '-271821-04-20T00:00:00Z', 9_007_199_254_740_993],
  ),
);

/** Places in a JSON value, as paths. */
function placesIn(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...path]];
  const inner = Object.entries(value).flatMap(([key, one]) => placesIn(one, [...path, key]));
  return [[...path], ...inner];
}

/** The value with something else at one place. */
function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  const copy: unknown = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) };
  const holder = copy as Record<string, unknown>;
  holder[key] = replaced(holder[key], rest, by);
  return copy;
}

/** The value with something else at one to four places. */
export const mutated = (body: unknown): fc.Arbitrary<unknown> => {
  const places = placesIn(body);
  const change = fc.tuple(fc.nat(places.length - 1), anything);
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) =>
    changes.reduce<unknown>((value, [place, by]) => {
      try {
        return replaced(value, places[place] ?? [], by);
      } catch {
        // The place is gone: an earlier change took it.
        return value;
      }
    }, body),
  );
};

/** The messages of a recorded request. */
export function messagesOf(body: unknown): unknown[] {
  if (Array.isArray(body)) return body as unknown[];
  const { batch, events } = body as { batch?: unknown[]; events?: unknown[] };
  return batch ?? events ?? [body];
}
