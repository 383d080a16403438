import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Logger,
} from '@nestjs/common';
import type { Acknowledgement, RefusalReason } from './live.messages.js';

/** Answers a message that failed, with the reason, where others would leave the client waiting. */
@Catch()
export class RefusalFilter implements ExceptionFilter {
  private readonly logger = new Logger('Live');

  catch(error: unknown, host: ArgumentsHost): void {
    const acknowledge: unknown = host.getArgByIndex(2);
    if (typeof acknowledge !== 'function') return;
    const answer: Acknowledgement = { ok: false, reason: this.reasonOf(error) };
    (acknowledge as (answer: Acknowledgement) => void)(answer);
  }

  private reasonOf(error: unknown): RefusalReason {
    switch (statusOf(error)) {
      case 400:
        return 'invalid_message';
      case 401:
        return 'unauthorized';
      case 404:
        return 'not_found';
      case 503:
        return 'unavailable';
      default:
        this.logger.error(error);
        return 'unavailable';
    }
  }
}

/** HTTP status of a problem; 500 for anything else. */
export function statusOf(error: unknown): number {
  return error instanceof HttpException ? error.getStatus() : 500;
}
