import { HttpException } from '@nestjs/common';
import { STATUS_CODES } from 'node:http';

/** What is wrong with one value of a request; `pointer` is a JSON pointer into the body, or `?name` for a query parameter. */
export interface ProblemError {
  readonly pointer: string;
  readonly reason: string;
}

/** RFC 9457, as it goes over the wire. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly ProblemError[];
}

export interface ProblemOptions {
  readonly errors?: readonly ProblemError[];
  /** Lower-case names, e.g. `retry-after`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** The one way to say no over HTTP: a status, a closed code for machines, a sentence for people. */
export class Problem extends HttpException {
  readonly errors?: readonly ProblemError[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    readonly code: string,
    readonly detail: string,
    options: ProblemOptions = {},
  ) {
    super(detail, status, { cause: options.cause });
    this.errors = options.errors;
    this.headers = options.headers ?? {};
  }

  /** The document a client reads. */
  toDocument(): ProblemDocument {
    const status = this.getStatus();
    return {
      type: `urn:problem:${this.code}`,
      title: STATUS_CODES[status] ?? 'Error',
      status,
      code: this.code,
      detail: this.detail,
      ...(this.errors && { errors: this.errors }),
    };
  }
}
