import type pg from 'pg';

/** A column of a bulk write: its SQL type, and its value of a row. */
export interface Column<Row> {
  readonly name: string;
  readonly type: string;
  readonly of: (row: Row) => unknown;
}

/** Parameters of a bulk statement: one array a column. */
export function columnArrays<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): unknown[] {
  return columns.map((column) => rows.map(column.of));
}

/** `unnest($1::type[], $2::type[], …)` for columns whose arrays are the first parameters. */
export function unnest<Row>(columns: readonly Column<Row>[]): string {
  return `unnest(${columns.map(({ type }, index) => `$${index + 1}::${type}[]`).join(', ')})`;
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
  const names = columns.map(({ name }) => name).join(', ');
  await client.query(
    `INSERT INTO ${table} (${names}) SELECT * FROM ${unnest(columns)} ${suffix}`,
    columnArrays(columns, rows),
  );
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
