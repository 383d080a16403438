import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { IncomingEvent } from '../events/event.js';
import { isOriginAllowed } from '../projects/allowed-origins.js';
import type { Project } from '../projects/project.js';
import { WriteKeys } from '../projects/write-keys.js';
import { RateLimiter } from '../platform/http/rate-limiter.js';
import { type Batch, batchOf, keyInBody } from './door/batch.js';
import { BATCH_EVENTS, LISTED_REJECTIONS } from './door/limits.js';
import { readBody } from './door/read-body.js';
import { type ReadEvent, readEvent } from './door/read-event.js';
import { Refused, type Rejection } from './door/rejection.js';
import { readAgent } from './enrichment/agent.js';
import type { DropReason, RequestFacts } from './enrichment/arrival.js';
import { enrich } from './enrichment/enrichment.js';
import { Places } from './enrichment/places.js';
import { readUrl } from './enrichment/read-url.js';
import { remembered } from './enrichment/remembered.js';
import { KeyRefused, OriginRefused, QuotaUsedUp } from './ingest.errors.js';
import { IngestQueue } from './ingest.queue.js';
import { IngestionCounts } from './inspector/ingestion-counts.js';
import { DaySalts } from './salts/day-salts.js';
import { keyOfRequest } from './write-key.js';

/** What became of a request's events. */
export interface Verdict {
  readonly accepted: number;
  readonly rejected: readonly Rejection[];
  /** Rejections beyond those listed. */
  readonly unlisted: number;
  readonly dropped: ReadonlyMap<DropReason, number>;
}

type WriteKey = NonNullable<Awaited<ReturnType<WriteKeys['find']>>>;

// 10,000 requests a second with one key: it stops a runaway fleet of clients, never a busy site.
const REQUESTS_PER_MINUTE = 600_000;
const REMEMBERED_AGENTS = 5_000;

/** The door: from a request to events in the queue, and an answer about each of them. */
@Injectable()
export class Ingest {
  private readonly describe = remembered(readAgent, REMEMBERED_AGENTS);

  constructor(
    private readonly keys: WriteKeys,
    private readonly limiter: RateLimiter,
    private readonly salts: DaySalts,
    private readonly places: Places,
    private readonly queue: IngestQueue,
    private readonly counts: IngestionCounts,
  ) {}

  /** Resolves once the accepted events are stored in the queue. Throws a Problem when nothing was taken. */
  async take(request: FastifyRequest, now: number): Promise<Verdict> {
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    // The key may be in the body, so the body is read before anything is known of the sender.
    const body = await readBody(bytes, request.raw.headers['content-encoding']).catch(failed);
    const inBody = body instanceof Unread ? null : keyInBody(body);
    const key = await this.admit(request, keyOfRequest(request) ?? inBody, now);
    if (body instanceof Unread) throw body.error;
    const batch = batchOf(body);
    const facts = await this.factsOf(request, key, batch, now);
    return this.takeBatch(batch, facts, bytes.length);
  }

  /** The same for a batch of `bytes` that a foreign door has read; `key` as its client sent it, or already found. */
  async takeRead(
    request: FastifyRequest,
    key: string | WriteKey | null,
    batch: Batch,
    bytes: number,
    now: number,
  ): Promise<Verdict> {
    const facts = await this.factsOf(request, await this.admit(request, key, now), batch, now);
    return this.takeBatch(batch, facts, bytes);
  }

  private async admit(
    request: FastifyRequest,
    given: string | WriteKey | null,
    now: number,
  ): Promise<WriteKey> {
    const key = typeof given === 'string' ? await this.keys.find(given) : given;
    if (key === null) throw new KeyRefused();
    const { origin } = request.headers;
    // A browser names its origin; who names none may be anybody, which only a secret key excuses.
    const allowed =
      origin === undefined ? key.kind === 'secret' : isOriginAllowed(key.allowedOrigins, origin);
    if (key.allowedOrigins.length > 0 && !allowed) {
      this.counts.add(key.project, { outcome: 'dropped', reason: 'origin_not_allowed' }, now);
      throw new OriginRefused();
    }
    const quota = await this.limiter.take(`ingest:${key.keyId}`, REQUESTS_PER_MINUTE, 60);
    if (!quota.allowed) throw new QuotaUsedUp(REQUESTS_PER_MINUTE, quota.resetSeconds);
    return key;
  }

  private async factsOf(
    request: FastifyRequest,
    { project, kind }: WriteKey,
    batch: Batch,
    now: number,
  ): Promise<RequestFacts> {
    const { headers, ip } = request;
    const trusted = kind === 'secret';
    if (!trusted) await this.places.ready(ip);
    const signal = headers['sec-gpc'] === '1' || headers['dnt'] === '1';
    return {
      now,
      project,
      trusted,
      sentAt: batch.sentAt,
      ip,
      userAgent: headers['user-agent'] ?? '',
      acceptLanguage: headers['accept-language'] ?? '',
      originHost: (headers.origin && readUrl(headers.origin)?.hostname) || null,
      privacySignal: signal && !batch.ignorePrivacySignals,
      salts: await this.salts.at(project, now),
      describe: this.describe,
      locate: (address) => this.places.locate(address),
    };
  }

  private async takeBatch(batch: Batch, facts: RequestFacts, bytes: number): Promise<Verdict> {
    const { project, now } = facts;
    const most = batch.most ?? BATCH_EVENTS;
    const rejected: Rejection[] = [];
    const dropped = new Map<DropReason, number>();
    if (batch.unsupported) dropped.set('unsupported', batch.unsupported);
    const events: IncomingEvent[] = [];
    const read: ReadEvent[] = [];
    for (const [index, sent] of batch.events.slice(0, most).entries()) {
      const event = tryRead(sent, now);
      if (event instanceof Refused) rejected.push(event.at(index));
      else read.push(event);
    }
    if (facts.trusted) await this.prepareClaimedPlaces(read);
    for (const event of read) {
      const result = enrich(event, facts);
      if ('dropped' in result) {
        dropped.set(result.dropped, (dropped.get(result.dropped) ?? 0) + 1);
        continue;
      }
      events.push(result.event);
      for (const reason of result.notes)
        this.counts.add(project, { outcome: 'noted', reason }, now);
    }
    await this.queue.add(events, bytes);
    this.count(project, now, events.length, rejected, dropped);
    // A body may hold half a million values: those beyond a batch are counted without being looked at.
    const surplus = Math.max(0, batch.events.length - most);
    this.counts.add(project, { outcome: 'rejected', reason: 'too_many_events' }, now, surplus);
    for (let index = 0; index < Math.min(surplus, LISTED_REJECTIONS); index += 1) {
      rejected.push(new Refused('too_many_events').at(most + index));
    }
    const listed = rejected.slice(0, LISTED_REJECTIONS);
    const total = rejected.length + Math.max(0, surplus - LISTED_REJECTIONS);
    return {
      accepted: events.length,
      rejected: listed,
      unlisted: total - listed.length,
      dropped,
    };
  }

  private async prepareClaimedPlaces(read: readonly ReadEvent[]): Promise<void> {
    for (const { claimed } of read) if (claimed.ip !== null) await this.places.ready(claimed.ip);
  }

  private count(
    project: Project,
    now: number,
    accepted: number,
    rejected: readonly Rejection[],
    dropped: ReadonlyMap<DropReason, number>,
  ): void {
    this.counts.add(project, { outcome: 'accepted' }, now, accepted);
    for (const { code } of rejected) {
      this.counts.add(project, { outcome: 'rejected', reason: code }, now);
    }
    for (const [reason, count] of dropped) {
      this.counts.add(project, { outcome: 'dropped', reason }, now, count);
    }
  }
}

/** A body that could not be read; told only to who has a key. */
class Unread {
  constructor(readonly error: unknown) {}
}

function failed(error: unknown): Unread {
  return new Unread(error);
}

function tryRead(sent: unknown, now: number): ReadEvent | Refused {
  try {
    return readEvent(sent, now);
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
}
