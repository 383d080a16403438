/** The same function, with the answers for the last `most` keys kept. */
export function remembered<Value>(
  read: (key: string) => Value,
  most: number,
): (key: string) => Value {
  const kept = new Map<string, Value>();
  return (key) => {
    const known = kept.get(key);
    if (known !== undefined) {
      // A Map keeps the order of insertion: what was used last goes to the end, once it matters who goes first.
      if (2 * kept.size > most) {
        kept.delete(key);
        kept.set(key, known);
      }
      return known;
    }
    const value = read(key);
    kept.set(key, value);
    if (kept.size > most) kept.delete(kept.keys().next().value as string);
    return value;
  };
}
