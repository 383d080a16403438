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
