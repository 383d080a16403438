import { Injectable, type PipeTransform } from '@nestjs/common';
import { Problem } from '../platform/http/problem.js';

const longest = 200;

/** A refresh token from the body, null when there is none: browsers send the cookie and no body. */
@Injectable()
export class OptionalToken implements PipeTransform<unknown, string | null> {
  transform(value: unknown): string | null {
    if (value === undefined || value === null) return null;
    if (typeof value === 'string' && value.length <= longest) return value;
    const reason = `must be a string of at most ${longest} characters`;
    throw new Problem(400, 'invalid_request', `refresh_token ${reason}.`, {
      errors: [{ pointer: '/refresh_token', reason }],
    });
  }
}
