import { finished } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { CopyWriter } from './copy-format.js';

export type ColumnType =
  | 'bigint'
  | 'boolean'
  | 'bytea'
  | 'date'
  | 'int'
  | 'jsonb'
  | 'smallint'
  | 'text'
  | 'timestamptz'
  | 'uuid';

/**
 * A column of a bulk write: its SQL type, and its value of a row. Instants are epoch milliseconds, UUIDs have their
 * dashes, bigints may be digits, JSON is text; null is NULL.
 */
export interface Column<Row> {
  readonly name: string;
  readonly type: ColumnType;
  readonly of: (row: Row) => unknown;
}

/** Writes many rows in one statement; `suffix` may hold an ON CONFLICT. */
export async function insertRows<Row>(
  client: pg.ClientBase,
  table: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  suffix = '',
): Promise<void> {
  if (rows.length === 0) return;
  const params = columnArrays(columns, rows);
  await inTurn(client, () =>
    client.query(
      `INSERT INTO ${table} (${namesOf(columns)}) SELECT * FROM ${unnest(columns)} ${suffix}`,
      params,
    ),
  );
}

/** Sets the columns of rows that are there, found by the first column. */
export async function updateRows<Row>(
  client: pg.ClientBase,
  table: string,
  columns: readonly [Column<Row>, ...Column<Row>[]],
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  const [key, ...changing] = columns;
  const changes = changing.map(({ name }) => `${name} = n.${name}`).join(', ');
  const params = columnArrays(columns, rows);
  await inTurn(client, () =>
    client.query(
      `UPDATE ${table} t SET ${changes} FROM ${unnest(columns)} AS n (${namesOf(columns)})
     WHERE t.${key.name} = n.${key.name}`,
      params,
    ),
  );
}

/** Writes many rows by COPY, the cheapest way there is; a conflict is an error. */
export async function copyRows<Row>(
  client: pg.ClientBase,
  table: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  const writer = new CopyWriter();
  for (const row of rows) {
    writer.row(columns.length);
    for (const { type, of } of columns) writer.value(type, of(row));
  }
  const bytes = writer.end();
  await inTurn(client, async () => {
    const stream = client.query(
      copyFrom(`COPY ${table} (${namesOf(columns)}) FROM STDIN (FORMAT binary)`),
    );
    stream.end(bytes);
    await finished(stream);
  });
}

const turns = new WeakMap<pg.ClientBase, Promise<unknown>>();

/**
 * Bulk writes of one client run one after the other in the order they were asked for, so that several may be asked for
 * at once. After one has failed those behind it are not tried.
 */
async function inTurn(client: pg.ClientBase, write: () => Promise<unknown>): Promise<void> {
  const before = turns.get(client);
  const turn = before ? before.then(write) : write();
  turns.set(client, turn);
  try {
    await turn;
  } finally {
    if (turns.get(client) === turn) turns.delete(client);
  }
}

function namesOf<Row>(columns: readonly Column<Row>[]): string {
  return columns.map(({ name }) => name).join(', ');
}

function unnest<Row>(columns: readonly Column<Row>[]): string {
  return `unnest(${columns.map(({ type }, index) => `$${index + 1}::${type}[]`).join(', ')})`;
}

/** Parameters of a bulk statement: one array a column. */
function columnArrays<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): unknown[] {
  return columns.map(({ type, of }) => {
    const values = rows.map(of);
    return isPlain[type]
      ? plainArray(values as Plain[])
      : values.map((value) => written(type, value));
  });
}

/** Types whose values need no quotes within an array. */
const isPlain: Readonly<Record<ColumnType, boolean>> = {
  bigint: true,
  boolean: true,
  bytea: false,
  date: true,
  int: true,
  jsonb: false,
  smallint: true,
  text: false,
  timestamptz: false,
  uuid: true,
};

type Plain = string | number | bigint | boolean | null;

/** An array parameter of numbers, UUIDs or days, which the driver would otherwise quote and escape one by one. */
export function plainArray(values: readonly Plain[]): string {
  return `{${values.map((value) => (value === null ? 'NULL' : String(value))).join(',')}}`;
}

function written(type: ColumnType, value: unknown): unknown {
  return type === 'timestamptz' && typeof value === 'number' ? timestamp(value) : value;
}

/** A PostgreSQL timestamp of epoch milliseconds. */
export function timestamp(at: number): string {
  return new Date(at).toISOString();
}

/** UUID notation of 32 hex digits. */
export function uuidOf(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** 32 hex digits of a UUID. */
export function hexOf(uuid: string): string {
  return uuid.replaceAll('-', '');
}
