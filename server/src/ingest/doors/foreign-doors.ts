import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../../platform/http/problem.js';
import { problemOf } from '../../platform/http/problem-of.js';
import { isOfDomain, SiteDomains } from '../../projects/site-domains.js';
import type { WriteKey } from '../../projects/write-key.js';
import type { Batch } from '../door/batch.js';
import { FOREIGN_BATCH_EVENTS } from '../door/limits.js';
import { Ingest } from '../ingest.service.js';
import { amplitude } from './amplitude.js';
import { decode, FOREIGN_BODY_BYTES } from './decode.js';
import type { ForeignAnswer, ForeignDoor, Knock, Told, Translation } from './foreign-door.js';
import { mixpanel } from './mixpanel.js';
import { plausible } from './plausible.js';
import { posthog } from './posthog.js';
import { segment } from './segment.js';
import { umami } from './umami.js';

/** Every product whose SDKs are served. */
export const foreignDoors: readonly ForeignDoor[] = [
  segment,
  posthog,
  plausible,
  umami,
  amplitude,
  mixpanel,
];

// A clock that seems to be slow by no more than this is right: the request was on its way, or it was sent again with the
// time of its first sending. Servers keep their clocks, and their SDKs wait longer between attempts.
export const ON_ITS_WAY_MS = { browser: 10_000, server: 300_000 };

/**
 * Serves the SDKs of others at the addresses they know, at the root. Each door translates; the road behind is that of
 * our own door. They are routes of the HTTP server itself, because their addresses, answers and errors are others'.
 */
@Injectable()
export class ForeignDoors implements OnModuleInit {
  private readonly logger = new Logger(ForeignDoors.name);

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly ingest: Ingest,
    private readonly sites: SiteDomains,
  ) {}

  onModuleInit(): void {
    const server = this.host.httpAdapter?.getInstance<FastifyInstance>();
    server?.register((scope, _options, done) => {
      // Bytes of every type and of none: labels say little, see decode.ts.
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, bytes, read) =>
        read(null, bytes),
      );
      for (const door of foreignDoors) this.mount(scope, door);
      done();
    });
  }

  private mount(scope: FastifyInstance, door: ForeignDoor): void {
    const take = (request: FastifyRequest): Promise<ForeignAnswer> => this.take(door, request);
    for (const address of door.takes) this.route(scope, door, address, take);
    for (const [address, answer] of Object.entries(door.answers ?? {})) {
      this.route(scope, door, address, async (request) =>
        answer(knockOf(request, { body: undefined, form: {}, bytes: 0 }, Date.now())),
      );
    }
  }

  private route(
    scope: FastifyInstance,
    door: ForeignDoor,
    address: string,
    handle: (request: FastifyRequest) => Promise<ForeignAnswer>,
  ): void {
    const [method = '', url = ''] = address.split(' ');
    scope.route({
      method,
      url,
      bodyLimit: FOREIGN_BODY_BYTES,
      // Inflating is the decoder's work, which is bounded.
      decompress: false,
      errorHandler: (error, request, reply) => {
        void answerWith(reply, this.refusal(door, error, request));
      },
      handler: async (request, reply) => answerWith(reply, await handle(request)),
    });
  }

  private async take(door: ForeignDoor, request: FastifyRequest): Promise<ForeignAnswer> {
    const now = Date.now();
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const query = textsOf(request.query);
    const decoded = await decode(bytes, request.headers['content-encoding'], query);
    const knock = knockOf(request, decoded, now);
    const translation = door.translate(knock);
    const batch = batchOf(translation, request, now);
    const size = Math.max(decoded.bytes, bytes.length);
    const key = translation.key ?? (await this.keyOfSite(translation.site, request, now));
    const verdict = await this.ingest.takeRead(request, key, batch, size, now);
    return door.taken(verdict, knock);
  }

  /** A domain is no secret: only pages of that site may use it. */
  private async keyOfSite(
    site: string | null | undefined,
    { headers }: FastifyRequest,
    now: number,
  ): Promise<WriteKey | null> {
    const project = site ? await this.sites.find(site, now) : null;
    if (project === null || !isOfDomain(headers.origin, project.domain)) return null;
    return { keyId: `site:${project.id}`, kind: 'public', allowedOrigins: [], project };
  }

  private refusal(door: ForeignDoor, error: unknown, request: FastifyRequest): ForeignAnswer {
    const known = problemOf(error);
    const problem = known.code === 'body_too_large' ? tooLarge(error) : known;
    if (problem.getStatus() === 500) {
      this.logger.error({
        request: request.id,
        error: error instanceof Error ? error.stack : error,
      });
    }
    const knock = knockOf(request, { body: undefined, form: {}, bytes: 0 }, Date.now());
    return door.refused?.(problem, knock) ?? plainRefusal(problem);
  }
}

function tooLarge(cause: unknown): Problem {
  const most = FOREIGN_BODY_BYTES / 1_048_576;
  return new Problem(413, 'body_too_large', `A body has at most ${most} MB, also once inflated.`, {
    cause,
  });
}

function plainRefusal(problem: Problem): ForeignAnswer {
  const headers = { 'content-type': 'application/problem+json; charset=utf-8', ...problem.headers };
  return { status: problem.getStatus(), headers, body: problem.toDocument() };
}

function answerWith(reply: FastifyReply, { status, headers, body }: ForeignAnswer): FastifyReply {
  return reply
    .code(status)
    .headers({
      'cache-control': 'no-store',
      // Pages of others load what is answered here.
      'cross-origin-resource-policy': 'cross-origin',
      ...headers,
    })
    .send(body);
}

function knockOf(
  request: FastifyRequest,
  { body, form, bytes }: Pick<Knock, 'body' | 'bytes'> & { form: Knock['query'] },
  now: number,
): Knock {
  return {
    path: (request.url.split('?', 1)[0] ?? '').replace(/\/+$/, ''),
    params: textsOf(request.params),
    query: { ...form, ...textsOf(request.query) },
    headers: request.headers,
    protocol: request.protocol,
    host: request.host,
    body,
    bytes,
    now,
  };
}

/** The values that are texts: a parameter given twice is a list. */
function textsOf(values: unknown): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(values ?? {})) {
    const first: unknown = Array.isArray(value) ? value[0] : value;
    if (typeof first === 'string') texts[name] = first;
  }
  return texts;
}

function batchOf(
  { sentAt, events, unsupported }: Translation,
  request: FastifyRequest,
  now: number,
): Batch {
  const agent = request.headers['user-agent'] ?? '';
  return {
    events: events.map((event) => withoutEcho(event, agent)),
    sentAt: isOnItsWay(sentAt, agent, now) ? null : sentAt,
    ignorePrivacySignals: false,
    unsupported,
    most: FOREIGN_BATCH_EVENTS,
  };
}

/** A browser's SDK repeats what its request says already; that is no claim about somebody else. */
function withoutEcho(event: Told, agent: string): Told {
  return event?.user_agent === agent ? { ...event, user_agent: undefined } : event;
}

function isOnItsWay(sentAt: number | null, agent: string, now: number): boolean {
  const most = /^Mozilla\//.test(agent) ? ON_ITS_WAY_MS.browser : ON_ITS_WAY_MS.server;
  return sentAt !== null && sentAt <= now && now - sentAt <= most;
}
