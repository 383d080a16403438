import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { ImpossibleQuestion } from '../analytics.errors.js';
import { rowsOf, toCsv } from './table.js';

const formats = ['json', 'csv'] as const;
type Format = (typeof formats)[number];

/** Gives an answer as a file when it is asked for with `?format=`, or as CSV with `Accept: text/csv`. */
@Injectable()
class AnswerFile implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    void reply.header('vary', 'accept');
    const asked = readFormat(request);
    const format = asked ?? (prefersCsv(request.headers.accept) ? 'csv' : null);
    if (format === null) return next.handle();
    return next.handle().pipe(
      map((answer: object) => {
        // The name of the route; what else stands in the path may be an id of somebody.
        const route = request.routeOptions.url?.split('/:id/')[1]?.replaceAll(/\/:?/g, '-');
        const name = `${route ?? 'answer'}.${format}`;
        void reply.header('content-disposition', `attachment; filename="${name}"`);
        const { next_cursor: cursor } = answer as { next_cursor?: unknown };
        if (typeof cursor === 'string') void reply.header('x-next-cursor', cursor);
        if (format === 'json') return answer;
        void reply.header('content-type', 'text/csv; charset=utf-8; header=present');
        return toCsv(rowsOf(answer));
      }),
    );
  }
}

/** Answers that are to be had as a file, too. */
export const Exportable = (): ClassDecorator & MethodDecorator =>
  applyDecorators(
    UseInterceptors(AnswerFile),
    ApiQuery({
      name: 'format',
      enum: formats,
      required: false,
      description: 'The answer as a file; CSV also with «Accept: text/csv».',
    }),
  );

function readFormat(request: FastifyRequest): Format | null {
  const { format } = request.query as { format?: unknown };
  if (format === undefined) return null;
  if (!formats.includes(format as Format)) {
    throw new ImpossibleQuestion('?format', `must be one of ${formats.join(', ')}`);
  }
  return format as Format;
}

/** The first of the two that is named counts; who names neither gets JSON. */
function prefersCsv(accept = ''): boolean {
  return /text\/csv|application\/json/i.exec(accept)?.[0].toLowerCase() === 'text/csv';
}
