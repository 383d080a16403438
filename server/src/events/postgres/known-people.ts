import { LRUCache } from 'lru-cache';
import type { ProjectScope } from '../tally.js';
import type { Ask } from './params.js';

/** Bytes of ids that one process keeps, and of each besides its characters. */
const MOST_BYTES = 32 * 2 ** 20;
const BYTES_OF_AN_ENTRY = 80;

interface Known {
  /** Tells these people from those who get their numbers once they are forgotten. */
  readonly version: string;
  readonly keys: Map<number, string>;
  /** Lists of people whose ids have been asked for. */
  readonly asked: WeakSet<Int32Array>;
  readonly bytes: number;
}

/** Keeps the ids of people: whoever counts by user asks for all of them again and again. */
export class KnownPeople {
  private readonly known = new LRUCache<number, Known>({
    maxSize: MOST_BYTES,
    sizeCalculation: ({ bytes }) => bytes,
  });

  /**
   * The ids of people by their numbers: at least of these. The same map as before, with more in it, unless somebody was
   * forgotten. A list that has been given before must be as it was.
   */
  async keysOf(
    ask: Ask,
    { no }: ProjectScope,
    persons: readonly Int32Array[],
  ): Promise<ReadonlyMap<number, string>> {
    const version = await forgottenVersion(ask, no);
    const found = this.known.get(no);
    const { keys, asked, bytes } =
      found?.version === version
        ? found
        : { keys: new Map<number, string>(), asked: new WeakSet<Int32Array>(), bytes: 0 };
    const missing = new Set<number>();
    for (const some of persons) {
      if (asked.has(some)) continue;
      some.forEach((person) => person !== 0 && !keys.has(person) && missing.add(person));
    }
    if (missing.size > 0) {
      const rows = await ask<{ no: number; key: string }>({
        sql: 'SELECT no, key FROM people WHERE project_no = $1 AND no = ANY($2::int[])',
        params: [no, [...missing]],
      });
      const more = rows.reduce((sum, { key }) => sum + BYTES_OF_AN_ENTRY + key.length, 0);
      for (const row of rows) keys.set(row.no, row.key);
      this.known.set(no, { version, keys, asked, bytes: bytes + more });
    }
    for (const some of persons) asked.add(some);
    return keys;
  }
}

/**
 * Another one whenever somebody was forgotten: nothing else changes or frees a number. TRICKY: what was forgotten long ago
 * is itself forgotten, which makes another version, too.
 */
export async function forgottenVersion(ask: Ask, projectNo: number): Promise<string> {
  const [row] = await ask<{ version: string }>({
    sql: `SELECT count(*) || ' ' || coalesce(max(until)::text, '') AS version
      FROM forgotten_people WHERE project_no = $1`,
    params: [projectNo],
  });
  return row?.version ?? '';
}
