import { visitDimensions, type VisitDimension } from '../tally.js';
import { dimensionNumber } from './dimension.sql.js';
import { NumberReader, NumberWriter } from './numbers.js';
import {
  ActionKindsBuilder,
  type CodedColumn,
  is,
  narrowed,
  type VisitActions,
  type VisitColumns,
  type VisitPeople,
  type VisitSums,
} from './visit-columns.js';

/** `rollup_visits.part`: stored, so a number is never changed or given again. A dimension's part has its number. */
export const part = { people: -1, sums: -2, actions: -3, starts: -4 } as const;

/** The bytes that columns are kept as, by the part they are. All of them are numbers and texts of {@link NumberWriter}. */
export function packVisits({
  people,
  events,
  pageViews,
  starts,
  actions,
  dimensions,
}: VisitColumns): Map<number, Buffer> {
  const parts = new Map<number, Buffer>([
    [part.people, packPeople(people)],
    [part.sums, packSums({ events, pageViews })],
    ...(starts ? [[part.starts, packStarts(starts)] as const] : []),
    ...(actions ? [[part.actions, packActions(actions)] as const] : []),
  ]);
  for (const [dimension, column] of dimensions) {
    parts.set(dimensionNumber(dimension), packColumn(column));
  }
  return parts;
}

/** A part of columns. */
export type VisitPart = VisitPeople | VisitSums | VisitStarts | VisitActions | CodedColumn;

interface VisitStarts {
  readonly starts: Int32Array;
}

/** What {@link packVisits} has made a part's bytes of. */
export function readPart(number: number, bytes: Buffer): VisitPart {
  const packed = new NumberReader(bytes);
  if (number === part.people) return readPeople(packed);
  if (number === part.sums) return readSums(packed);
  if (number === part.starts) return readStarts(packed);
  return number === part.actions ? readActions(packed) : readColumn(packed);
}

/** Columns of their parts; null when one that is always there is missing. */
export function columnsOf(parts: ReadonlyMap<number, VisitPart>): VisitColumns | null {
  const people = parts.get(part.people) as VisitPeople | undefined;
  const sums = parts.get(part.sums) as VisitSums | undefined;
  const { starts = null } = (parts.get(part.starts) ?? {}) as Partial<VisitStarts>;
  const actions = (parts.get(part.actions) ?? null) as VisitActions | null;
  const dimensions = new Map<VisitDimension, CodedColumn>();
  for (const [number, column] of parts) {
    const dimension = dimensionOf.get(number);
    if (dimension) dimensions.set(dimension, column as CodedColumn);
  }
  return people && sums ? { people, ...sums, starts, actions, dimensions } : null;
}

const dimensionOf = new Map(visitDimensions.map((one) => [dimensionNumber(one), one]));

/** Column after column; sessions, and cookieless visitors by halves, of entangled rows only. */
function packPeople({ flags, persons, durations, entangled }: VisitPeople): Buffer {
  const packed = new NumberWriter();
  packed.write(flags.length);
  for (const flag of flags) packed.write(flag);
  for (const person of persons) packed.writeSigned(person);
  for (const duration of durations) packed.write(duration);
  const halves = new Uint32Array(entangled.units.buffer);
  entangled.rows.forEach((row, index) => {
    packed.write(entangled.sessions[index] as number);
    if (!((flags[row] as number) & is.unit)) return;
    packed.write(halves[2 * index + 1] as number);
    packed.write(halves[2 * index] as number);
  });
  return packed.done();
}

function readPeople(packed: NumberReader): VisitPeople {
  const size = packed.read();
  const flags = new Uint8Array(size);
  let count = 0;
  for (let row = 0; row < size; row++) {
    const flag = packed.read();
    flags[row] = flag;
    if (flag & is.entangled) count += 1;
  }
  const persons = new Int32Array(size);
  for (let row = 0; row < size; row++) persons[row] = packed.readSigned();
  const durations = new Uint32Array(size);
  for (let row = 0; row < size; row++) durations[row] = packed.read();
  const rows = new Uint32Array(count);
  for (let row = 0, index = 0; row < size; row++) {
    if ((flags[row] as number) & is.entangled) rows[index++] = row;
  }
  const sessions = new Float64Array(count);
  // Their upper and lower halves, as machines of today keep them: the lower one first.
  const halves = new Uint32Array(2 * count);
  for (let index = 0; index < count; index++) {
    sessions[index] = packed.read();
    if (!((flags[rows[index] as number] as number) & is.unit)) continue;
    halves[2 * index + 1] = packed.read();
    halves[2 * index] = packed.read();
  }
  const units = new BigInt64Array(halves.buffer);
  return { flags, persons, durations, entangled: { rows, sessions, units } };
}

function packSums({ events, pageViews }: VisitSums): Buffer {
  const packed = new NumberWriter();
  packed.write(events.length);
  for (const count of events) packed.write(count);
  for (const count of pageViews) packed.write(count);
  return packed.done();
}

function readSums(packed: NumberReader): VisitSums {
  const size = packed.read();
  return { events: narrowed(readMany(packed, size)), pageViews: narrowed(readMany(packed, size)) };
}

function packStarts(starts: Int32Array): Buffer {
  const packed = new NumberWriter();
  packed.write(starts.length);
  for (const start of starts) packed.writeSigned(start);
  return packed.done();
}

function readStarts(packed: NumberReader): VisitStarts {
  const starts = new Int32Array(packed.read());
  for (let row = 0; row < starts.length; row++) starts[row] = packed.readSigned();
  return { starts };
}

/** The kinds; of each row how many actions, and of these twice their code, one more when a number of times follows. */
function packActions({ kinds, ends, codes, times }: VisitActions): Buffer {
  const packed = new NumberWriter();
  const size = kinds.event.codes.length;
  packed.write(size);
  for (let kind = 0; kind < size; kind++) {
    writeValue(packed, valueAt(kinds.page, kind));
    writeValue(packed, valueAt(kinds.hostname, kind));
    packed.writeText(valueAt(kinds.event, kind) as string);
  }
  packed.write(ends.length);
  let begin = 0;
  for (const end of ends) {
    packed.write(end - begin);
    for (let at = begin; at < end; at++) {
      const [code, often] = [codes[at] as number, times[at] as number];
      packed.write(2 * code + (often > 1 ? 1 : 0));
      if (often > 1) packed.write(often);
    }
    begin = end;
  }
  return packed.done();
}

function readActions(packed: NumberReader): VisitActions {
  const kinds = new ActionKindsBuilder();
  for (let left = packed.read(); left > 0; left--) {
    kinds.add(readValue(packed), readValue(packed), packed.readText());
  }
  const ends = new Uint32Array(packed.read());
  const codes = new Uint32Array(packed.left);
  const times = new Uint32Array(packed.left);
  let at = 0;
  for (let row = 0; row < ends.length; row++) {
    for (let left = packed.read(); left > 0; left--) {
      const code = packed.read();
      codes[at] = code >>> 1;
      times[at++] = code & 1 ? packed.read() : 1;
    }
    ends[row] = at;
  }
  return {
    kinds: kinds.build(),
    ends,
    codes: narrowed(codes.subarray(0, at)),
    times: narrowed(times.subarray(0, at)),
  };
}

function packColumn({ values, codes }: CodedColumn): Buffer {
  const packed = new NumberWriter();
  packed.write(values.length);
  for (const value of values) writeValue(packed, value);
  packed.write(codes.length);
  for (const code of codes) packed.write(code);
  return packed.done();
}

function readColumn(packed: NumberReader): CodedColumn {
  const values = Array.from({ length: packed.read() }, () => readValue(packed));
  return { values, codes: narrowed(readMany(packed, packed.read())) };
}

function readMany(packed: NumberReader, count: number): Uint32Array {
  const numbers = new Uint32Array(count);
  for (let index = 0; index < count; index++) numbers[index] = packed.read();
  return numbers;
}

function valueAt({ values, codes }: CodedColumn, row: number): string | null {
  return values[codes[row] as number] as string | null;
}

/** Whether there is one, and the text. */
function writeValue(packed: NumberWriter, value: string | null): void {
  packed.write(value === null ? 0 : 1);
  if (value !== null) packed.writeText(value);
}

function readValue(packed: NumberReader): string | null {
  return packed.read() === 0 ? null : packed.readText();
}
