import type pg from 'pg';
import { QUESTION_TIMEOUT_MS } from '../../platform/database/database.js';
import { TookTooLong } from '../../platform/database/turns.js';

/** Collects the values of a statement while it is written, so that none of them is ever part of its text. */
export class Params {
  readonly values: unknown[] = [];

  /** The placeholder of a value. */
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

export interface Statement {
  readonly sql: string;
  readonly params: unknown[];
}

/** The rows of a statement, asked within a transaction that sees the data in one state. */
export type Ask = <Row>(statement: Statement) => Promise<Row[]>;

/** Asks over one connection. */
export function askOver(client: pg.ClientBase): Ask {
  return async <Row>({ sql, params }: Statement) => {
    const { rows } = await client.query(sql, params);
    return rows as Row[];
  };
}

/** The same, but none begins when the time of one question is over. */
export function askInTime(client: pg.ClientBase): Ask {
  const end = performance.now() + QUESTION_TIMEOUT_MS;
  const ask = askOver(client);
  return async <Row>(statement: Statement) => {
    if (performance.now() > end) throw new TookTooLong();
    return ask<Row>(statement);
  };
}

/** The rows of a statement, some at a time, over a cursor of this name; the next ones are read when they are asked for. */
export async function* inChunks<Row>(
  ask: Ask,
  name: string,
  { sql, params }: Statement,
  size: number,
): AsyncGenerator<readonly Row[]> {
  await ask({ sql: `DECLARE ${name} NO SCROLL CURSOR FOR ${sql}`, params });
  let isOpen = true;
  const fetch = (): Promise<Row[]> =>
    ask<Row>({ sql: `FETCH ${size} FROM ${name}`, params: [] }).catch((error: unknown) => {
      // Its transaction is over, and it with it.
      isOpen = false;
      throw error;
    });
  try {
    for (;;) {
      const rows = await fetch();
      yield rows;
      if (rows.length < size) return;
    }
  } finally {
    if (isOpen) await ask({ sql: `CLOSE ${name}`, params: [] });
  }
}
