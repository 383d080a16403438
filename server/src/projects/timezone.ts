import { LRUCache } from 'lru-cache';

/** To ask the system takes longer than many a question; there are fewer zones than these. */
const kept = new LRUCache<string, string>({ max: 1_000 });

/** The name of a zone as it is kept, or null when there is no such IANA zone; offsets are none. */
export function knownTimezone(name: string): string | null {
  const known = kept.get(name) ?? found(name);
  if (known !== null) kept.set(name, known);
  return known;
}

function found(name: string): string | null {
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]{0,63}$/.test(name)) return null;
  try {
    const resolved = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
    // Intl may answer with an older alias (Asia/Katmandu): the owner's own word is kept then.
    return resolved.toLowerCase() === name.toLowerCase() ? resolved : name;
  } catch {
    return null;
  }
}
