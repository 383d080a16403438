import { DEPTH, EVENT_BYTES, NAME_LENGTH, PROPERTIES, STRING_LENGTH } from './limits.js';
import { Refused } from './rejection.js';

type JsonRecord = Record<string, unknown>;

// PostgreSQL stores neither: NUL ends a text, half a surrogate pair is no character.
const UNSTORABLE = /[\u0000\uD800-\uDFFF]/;

/** The same text without NUL characters, halves of surrogate pairs replaced by U+FFFD. */
export function cleanText(text: string): string {
  return UNSTORABLE.test(text) ? text.replaceAll('\u0000', '').toWellFormed() : text;
}

/**
 * Cleans the texts of one event's properties and traits in place and holds them to the limits; top-level nulls are
 * dropped. Throws {@link Refused} when a limit is passed.
 */
export function cleanRecords(records: readonly (JsonRecord | null | undefined)[]): void {
  let bytes = 0;

  function weigh(text: string): void {
    bytes += Buffer.byteLength(text) + 3;
    if (bytes > EVENT_BYTES) throw new Refused('event_too_large');
  }

  function cleanValue(value: unknown, depth: number, name: string): unknown {
    if (typeof value === 'string') {
      if (value.length > STRING_LENGTH) throw new Refused('string_too_long', name.slice(0, 60));
      weigh(value);
      return cleanText(value);
    }
    if (typeof value !== 'object' || value === null) {
      weigh('0000');
      return value;
    }
    if (depth > DEPTH) throw new Refused('too_deep');
    if (!Array.isArray(value)) return cleanRecord(value as JsonRecord, depth);
    for (let index = 0; index < value.length; index += 1) {
      value[index] = cleanValue(value[index], depth + 1, name);
    }
    return value;
  }

  function cleanRecord(record: JsonRecord, depth: number): JsonRecord {
    for (const key of Object.keys(record)) {
      if (key.length > NAME_LENGTH) throw new Refused('name_too_long', 'property');
      weigh(key);
      const name = cleanText(key);
      const value = cleanValue(record[key], depth + 1, name);
      // A copy made by assignment would take `__proto__` for its prototype.
      if (name !== key || name === '__proto__') delete record[key];
      if (name !== '__proto__') record[name] = value;
    }
    return record;
  }

  for (const record of records) {
    if (!record) continue;
    for (const key of Object.keys(record)) if (record[key] === null) delete record[key];
    if (Object.keys(record).length > PROPERTIES) throw new Refused('too_many_properties');
    cleanRecord(record, 1);
  }
}
