export interface Origins {
  readonly origins: readonly string[];
  /** The first line that is no origin, as it was typed. */
  readonly wrong: string | null;
}

/** Reads origins, one a line; what is missing is added (`shop.example` → `https://shop.example`). */
export function readOrigins(text: string): Origins {
  const lines = text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const read = lines.map(originOf);
  const wrongAt = read.indexOf(null);
  return {
    origins: [...new Set(read.filter((origin) => origin !== null))],
    wrong: wrongAt === -1 ? null : (lines[wrongAt] ?? null),
  };
}

function originOf(line: string): string | null {
  const withScheme = /^https?:\/\//i.test(line) ? line : `https://${line}`;
  // A star may stand for a subdomain; URL does not know stars in ports and the like.
  const plain = withScheme.replace('://*.', '://');
  if (/\s/.test(plain) || !URL.canParse(plain)) return null;
  const { origin } = new URL(plain);
  return withScheme === plain ? origin : origin.replace('://', '://*.');
}
