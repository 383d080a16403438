import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Server } from 'node:http';

const EVERY_MS = 100;

/**
 * Lets a server end: a connection that is kept alive after its last answer would hold it open until the client lets go.
 * Requests under way are answered first.
 */
@Injectable()
export class IdleConnections implements BeforeApplicationShutdown {
  constructor(private readonly host: HttpAdapterHost) {}

  beforeApplicationShutdown(): void {
    const server = this.host.httpAdapter?.getHttpServer() as Server | undefined;
    if (!server?.listening) return;
    const closing = setInterval(() => {
      // While it listens, the next request may be on its way over an idle connection.
      if (!server.listening) server.closeIdleConnections();
    }, EVERY_MS);
    server.once('close', () => clearInterval(closing));
  }
}
