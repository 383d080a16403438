import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger, pino } from 'pino';
import type { LogLevel } from '../config/environment.js';
import { linesForPeople } from './lines-for-people.js';
import { withoutSecrets } from './redaction.js';

// What Nest says while it starts: a hundred lines nobody asked for.
const CHATTER = new Set([
  'NestFactory',
  'NestApplication',
  'InstanceLoader',
  'RouterExplorer',
  'RoutesResolver',
  'WebSocketsController',
]);

/** Nest's loggers write here: JSON lines for machines or plain ones for people, never a secret, never an address of a person. */
export class Log implements LoggerService {
  private readonly pino: Logger;

  constructor(
    level: LogLevel,
    forPeople: boolean,
    destination: DestinationStream = process.stdout,
  ) {
    this.pino = pino(
      { level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime },
      forPeople ? linesForPeople(destination) : destination,
    );
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.write(CHATTER.has(String(rest.at(-1))) ? 'debug' : 'info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  private write(
    level: Exclude<LogLevel, 'silent'>,
    message: unknown,
    rest: readonly unknown[],
  ): void {
    if (!this.pino.isLevelEnabled(level)) return;
    // Nest puts the name of the logger last, and a stack before it.
    const context = rest.at(-1);
    const stack = rest.length > 1 ? rest[0] : undefined;
    const fields =
      typeof message === 'object' && message !== null
        ? (withoutSecrets(message) as object)
        : { msg: withoutSecrets(message) };
    this.pino[level]({
      ...(context !== undefined && { from: context }),
      ...fields,
      ...(stack !== undefined && { stack: withoutSecrets(stack) }),
    });
  }
}
