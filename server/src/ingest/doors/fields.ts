import { ID_LENGTH } from '../door/limits.js';

/** How adapters look at what strangers sent: every value may be anything. */

export type JsonRecord = Record<string, unknown>;

/** The value if it is a JSON object, else null. */
export function recordOf(value: unknown): JsonRecord | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonRecord)
    : null;
}

/** The value if it is a text with something in it, else null. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The value if it is a number that can be counted with, else null. */
export function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** Nothing for what SDKs send instead of no id; anything else as it is, so that the door can judge it. */
export function idOf(value: unknown): unknown {
  return value === null || value === '' ? undefined : value;
}

/** The first of the values that is there. */
export function firstOf(...values: readonly unknown[]): unknown {
  return values.find((value) => value !== undefined && value !== null && value !== '');
}

/** A copy of the record without the fields of which `leaves` is true, and without nulls; undefined when none is left. */
export function without(
  record: JsonRecord | null,
  leaves: (name: string) => boolean,
): JsonRecord | undefined {
  if (record === null) return undefined;
  const kept: JsonRecord = {};
  let any = false;
  for (const name of Object.keys(record)) {
    const value = record[name];
    // Set by assignment, `__proto__` would be no property.
    if (value === null || name === '__proto__' || leaves(name)) continue;
    kept[name] = value;
    any = true;
  }
  return any ? kept : undefined;
}

/** `1440x900` of two numbers; undefined when one is missing. */
export function screenOf(width: unknown, height: unknown): string | undefined {
  const [across, down] = [numberOf(width), numberOf(height)];
  return across === null || down === null ? undefined : `${across}x${down}`;
}

/** Epoch milliseconds of a number of seconds or of milliseconds, by its size; other values as they are. */
export function secondsOrMs(value: unknown): unknown {
  const text = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  const number = numberOf(text);
  if (number === null) return value;
  // 1e11 seconds are the year 5138, as milliseconds March 1973.
  return Math.round(Math.abs(number) > 1e11 ? number : number * 1_000);
}

/** Epoch milliseconds of a clock that says when a request was sent; null when it says nothing readable. */
export function clockOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  const text = textOf(value);
  if (text === null) return null;
  const time = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  return Number.isFinite(time) ? time : null;
}

/** The group of an event that names groups by their type, `{ "company": "acme" }`: of several, the first. */
export function groupOf(value: unknown): string | undefined {
  const [first] = Object.entries(recordOf(value) ?? {});
  const [type, named] = first ?? [];
  const id: unknown = Array.isArray(named) ? named[0] : named;
  const isId = (typeof id === 'string' && id !== '') || typeof id === 'number';
  const group = isId ? `${type}:${id}` : '';
  // What happened counts, whatever the name of its group.
  return group !== '' && group.length <= ID_LENGTH ? group : undefined;
}
