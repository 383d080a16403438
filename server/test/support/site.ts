import { createHash } from 'node:crypto';
import { expect } from '@jest/globals';
import { DateTime } from 'luxon';
import { Answers } from '../../src/analytics/answers.service.js';
import type { Overview } from '../../src/analytics/dto/overview.dto.js';
import type { TimePoint } from '../../src/analytics/dto/timeseries.dto.js';
import type { QueryBody } from '../../src/analytics/dto/query.dto.js';
import type { QuestionBody } from '../../src/analytics/dto/question-body.dto.js';
import { readQuery } from '../../src/analytics/query.js';
import { QueryAnswers } from '../../src/analytics/query.service.js';
import { QuestionReader } from '../../src/analytics/question-reader.js';
import type { IncomingEvent } from '../../src/events/event.js';
import { EventStore } from '../../src/events/event.store.js';
import type { RequestFacts } from '../../src/ingest/enrichment/arrival.js';
import type { Project } from '../../src/projects/project.js';
import type { TestApp } from './app.js';
import { stored } from './arrivals.js';
import { aHandProject } from './hand-project.js';
import { aProjectRow, recountAll } from './store.js';

type Asked = Pick<QuestionBody, 'range'> & Parameters<QuestionReader['read']>[0];

/** A site of its own: its clock shows local time, its salts turn at its midnight, its numbers are asked for. */
export class Site {
  private constructor(
    private readonly app: TestApp,
    readonly project: Project,
  ) {}

  static async in(app: TestApp, zone: string): Promise<Site> {
    return new Site(app, aHandProject(await aProjectRow(app, { timezone: zone }), zone));
  }

  /** A local time, as epoch milliseconds. */
  at(local: string): number {
    return DateTime.fromISO(local, { zone: this.project.timezone }).toMillis();
  }

  /** An event as it comes out of the door that receives it at a local time; a page view unless it says otherwise. */
  event(received: string, event: object = {}, request: Partial<RequestFacts> = {}): IncomingEvent {
    const now = this.at(received);
    const today = DateTime.fromMillis(now, { zone: this.project.timezone }).startOf('day');
    const salts = { today: this.salt(today), yesterday: this.salt(today.minus({ days: 1 })) };
    const page = { page_url: 'https://shop.example/' };
    return stored({ ...page, ...event }, { now, project: this.project, salts, ...request });
  }

  async store(...events: readonly IncomingEvent[]): Promise<void> {
    await this.app.app.get(EventStore, { strict: false }).append(events);
  }

  /** Page views of one browser, each received on its own at a local time. */
  async views(...received: readonly string[]): Promise<void> {
    for (const local of received) await this.store(this.event(local));
  }

  /** The numbers of a range must be these, before its days are remembered and after. */
  async counts(
    range: Asked['range'],
    expected: Partial<Overview>,
    { now = '2026-12-31T00:00', ...asked }: Omit<Asked, 'range'> & { now?: string } = {},
  ): Promise<void> {
    const count = async (): Promise<void> => {
      const question = await this.question({ range, ...asked }, now);
      expect(await this.app.app.get(Answers).overview(question)).toMatchObject(expected);
    };
    await count();
    await this.remember();
    await count();
  }

  /** The buckets of a range in which something happened, the same before and after its days are remembered. */
  async points(range: Asked['range'], interval: 'hour' | 'day'): Promise<TimePoint[]> {
    const count = async (): Promise<TimePoint[]> => {
      const question = await this.question({ range, interval }, '2026-12-31T00:00');
      return (await this.app.app.get(Answers).timeseries(question)).data;
    };
    const raw = await count();
    await this.remember();
    expect(await count()).toEqual(raw);
    return raw;
  }

  /** Visitors by the value of a dimension. */
  async visitorsBy(dimension: string, range: Asked['range']): Promise<Record<string, unknown>> {
    const body: QueryBody = {
      range,
      metrics: ['visitors'],
      dimensions: [dimension],
      filters: [],
      limit: 100,
    };
    const question = await this.question(body, '2026-12-31T00:00');
    const asked = readQuery(body, question.terms);
    const { rows } = await this.app.app.get(QueryAnswers).answer(question, asked, new Date());
    return Object.fromEntries(
      rows.map(({ dimensions, metrics }) => [String(dimensions[dimension]), metrics['visitors']]),
    );
  }

  /** How many are online at a local time. */
  async online(now: string): Promise<number> {
    const live = await this.app.app.get(Answers).live(this.project, new Date(this.at(now)), []);
    return live.online;
  }

  remember(): Promise<void> {
    return recountAll(this.app, this.project.no);
  }

  private question(asked: Asked, now: string) {
    return this.app.app.get(QuestionReader).read(asked, this.project, new Date(this.at(now)));
  }

  private salt(day: DateTime): Buffer {
    return createHash('sha256').update(`${this.project.no} ${day.toISODate()}`).digest();
  }
}
