import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Problem } from './problem.js';
import { problemOf } from './problem-of.js';

const logger = new Logger('Http');

/** Every «no» leaves the house as a problem document. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    answerError(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

/** Answers with the problem that an error is; mistakes of ours are logged with the request's id. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(error);
  if (problem.getStatus() === 500) {
    logger.error({ request: request.id, error: error instanceof Error ? error.stack : error });
  }
  // A stream that broke after its headers cannot be answered any more.
  if (!reply.sent) sendProblem(reply, problem);
}

/** Answers with the document and its headers. */
export function sendProblem(reply: FastifyReply, problem: Problem): void {
  void reply
    .code(problem.getStatus())
    .headers({ 'cache-control': 'no-store', ...problem.headers })
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem.toDocument()));
}
