import { type ArgumentMetadata, Injectable, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { Problem, type ProblemError } from './problem.js';

// No DTO comes near; a body of a megabyte could nest half a million levels.
const DEEPEST = 20;

/**
 * Bodies and queries are checked against their DTO: unknown fields are ignored, everything wrong is named
 * at once with a pointer. No string with \u0000 or half a character (which PostgreSQL cannot keep) and
 * nothing nested deeper than any DTO comes further.
 */
@Injectable()
export class RequestValidation extends ValidationPipe {
  constructor() {
    super({
      whitelist: true,
      transform: true,
      stopAtFirstError: true,
      validationError: { target: false, value: false },
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    // What our own decorators hand over (a user, a live socket) is not input, and may be a graph.
    if (metadata.type === 'custom') return value;
    const isDto = this.toValidate(metadata);
    const base = metadata.type === 'query' ? '?' : '/';
    if (isDto && metadata.type === 'body' && !isRecord(value)) {
      throw refusal([{ pointer: '', reason: 'must be a JSON object' }]);
    }
    const unusable = findUnusable(value, metadata.data ? `${base}${metadata.data}` : '', base);
    if (unusable !== null) throw refusal([unusable]);
    return super.transform(value, metadata) as Promise<unknown>;
  }

  override createExceptionFactory() {
    return (errors: ValidationError[] = []): Problem => refusal(errors.flatMap(flat('')));
  }
}

function refusal(errors: readonly ProblemError[]): Problem {
  const [first] = errors;
  const where = first?.pointer ? `${first.pointer.replace(/^[/?]/, '')} ` : 'The body ';
  const detail = first ? `${where}${first.reason}.` : 'The request is not valid.';
  return new Problem(400, 'invalid_request', detail, { errors });
}

function flat(base: string): (error: ValidationError) => ProblemError[] {
  return (error) => {
    const pointer = `${base}/${error.property}`;
    // Messages begin with the property's name; the pointer has said it already.
    const reasons = Object.values(error.constraints ?? {}).map((message) =>
      message.startsWith(`${error.property} `) ? message.slice(error.property.length + 1) : message,
    );
    return [
      ...reasons.map((reason) => ({ pointer, reason })),
      ...(error.children ?? []).flatMap(flat(pointer)),
    ];
  };
}

/** The first value that no route can use, and why; null when there is none. */
function findUnusable(
  value: unknown,
  pointer: string,
  base: string,
  depth = 0,
): ProblemError | null {
  if (typeof value === 'string') return unusableText(value, pointer);
  if (!isRecord(value) && !Array.isArray(value)) return null;
  if (depth >= DEEPEST) return { pointer, reason: 'is nested too deeply' };
  for (const [key, inner] of Object.entries(value)) {
    const here = pointer === '' ? `${base}${key}` : `${pointer}/${key}`;
    const found = unusableText(key, pointer) ?? findUnusable(inner, here, base, depth + 1);
    if (found !== null) return found;
  }
  return null;
}

function unusableText(text: string, pointer: string): ProblemError | null {
  if (text.includes('\0')) return { pointer, reason: 'must not contain \\u0000' };
  return text.isWellFormed() ? null : { pointer, reason: 'must be well-formed Unicode' };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
