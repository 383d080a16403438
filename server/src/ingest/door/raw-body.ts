import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { BODY_BYTES } from './limits.js';

/** Put on a route by `@RouteConfig(rawBody)`: its handler gets the bytes of the body, whatever their label. */
export const rawBody = { rawBody: true } as const;

const RAW = 'application/vnd.raw-body';

/**
 * Teaches the HTTP server routes that take bytes. Beacons and foreign clients label JSON as text, as a form or not at
 * all, and compressed bodies as anything: such routes look at the bytes themselves.
 */
@Injectable()
export class RawBody implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    const server = this.host.httpAdapter?.getInstance<FastifyInstance>();
    if (server === undefined || server.hasContentTypeParser(RAW)) return;
    server.addContentTypeParser(
      RAW,
      { parseAs: 'buffer', bodyLimit: BODY_BYTES },
      (_request, bytes, done) => done(null, bytes),
    );
    // Before anybody else looks at the body: inflating it is the door's own work, which is bounded.
    server.addHook('onRequest', (request, _reply, done) => {
      if ('rawBody' in request.routeOptions.config) {
        request.headers = {
          ...request.headers,
          'content-type': RAW,
          'content-encoding': undefined,
        };
      }
      done();
    });
  }
}
