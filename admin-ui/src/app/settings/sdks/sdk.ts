/** How an SDK somebody already has is pointed here, and what becomes of what it sends; as docs/sdks.md says it. */
export interface Sdk {
  readonly id: string;
  readonly name: string;
  readonly ways: readonly Way[];
  /** What it sends, and what that is here; `` `code` `` in both. */
  readonly meanings: readonly (readonly [theirs: string, ours: string])[];
  readonly notes: readonly string[];
}

/** One package, and the lines in which host and key stand. */
export interface Way {
  readonly package: string;
  readonly runs: 'page' | 'server';
  readonly lines: string;
}

/** Keys are shown once; these stand in the lines while the key is not at hand. */
export const placeholders = { page: 'YOUR_PUBLIC_KEY', server: 'YOUR_SECRET_KEY' } as const;

/** The lines of a way with the address of this installation and a key in them. */
export function filledIn({ lines, runs }: Way, origin: string, key: string | null): string {
  const { host, protocol } = new URL(origin);
  return lines
    .replaceAll('https://HOST', origin)
    .replaceAll('HOST', host)
    .replaceAll("protocol: 'https'", `protocol: '${protocol.slice(0, -1)}'`)
    .replaceAll('KEY', () => (runs === 'page' && key ? key : placeholders[runs]));
}

/** A text cut at its code: every second piece is code. */
export function codePieces(text: string): readonly string[] {
  return text.split('`');
}
