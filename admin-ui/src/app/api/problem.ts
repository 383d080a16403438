import { say } from '../ui/words/say';
/** What went wrong, in words for a person: the server's problem document or the network's silence. */
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly FieldProblem[];
  /** Seconds after which the server asks to be tried again. */
  readonly retryAfter: number | null;
}

export interface FieldProblem {
  readonly pointer: string;
  readonly reason: string;
}

interface HttpFailure {
  readonly status: number;
  readonly error: unknown;
  readonly headers?: { get(name: string): string | null };
}

/** Reads any thrown value as a problem; never throws itself. */
export function problemOf(thrown: unknown): Problem {
  const failure = httpFailure(thrown);
  if (!failure) {
    return problem(
      0,
      say('Something went wrong'),
      say('The page met a fault of its own. Reload it.'),
    );
  }
  if (failure.status === 0) {
    return problem(
      0,
      say('The server is out of reach'),
      say('Check the connection; we keep trying.'),
    );
  }
  const document = asRecord(failure.error);
  const title = textOf(document['title']) ?? titleOf(failure.status);
  return {
    status: failure.status,
    title,
    detail: textOf(document['detail']) ?? '',
    errors: fieldProblems(document['errors']),
    retryAfter: seconds(failure.headers?.get('Retry-After')),
  };
}

/** One sentence: the detail where there is one, the title otherwise. */
export function sentenceOf(thrown: unknown): string {
  const { title, detail } = problemOf(thrown);
  return detail || title;
}

/** True when the server refused the request itself, so that repeating it changes nothing. */
export function isRefusal(thrown: unknown): boolean {
  const { status } = problemOf(thrown);
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}

function problem(status: number, title: string, detail: string): Problem {
  return { status, title, detail, errors: [], retryAfter: null };
}

function httpFailure(thrown: unknown): HttpFailure | null {
  const seen = asRecord(thrown);
  if (typeof seen['status'] === 'number') return seen as unknown as HttpFailure;
  // A resource wraps what its request threw.
  return seen['cause'] ? httpFailure(seen['cause']) : null;
}

function titleOf(status: number): string {
  if (status === 401) return say('Please sign in again');
  if (status === 403) return say('That is not allowed');
  if (status === 404) return say('That does not exist');
  if (status === 429) return say('Too many requests');
  if (status >= 502 && status <= 504) return say('The server is not ready');
  return status >= 500 ? say('The server met a fault') : say('The request was refused');
}

function fieldProblems(value: unknown): FieldProblem[] {
  if (!Array.isArray(value)) return [];
  return value.map(asRecord).map((entry) => ({
    pointer: textOf(entry['pointer']) ?? '',
    reason: textOf(entry['reason']) ?? '',
  }));
}

function seconds(header: string | null | undefined): number | null {
  const value = Number(header);
  return header && Number.isFinite(value) ? value : null;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
