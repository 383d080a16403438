export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** The facts that are known, in this order. */
export function factsOf(
  ...rows: readonly (readonly [label: string, value: string | null])[]
): readonly Fact[] {
  return rows.flatMap(([label, value]) => (value ? [{ label, value }] : []));
}
