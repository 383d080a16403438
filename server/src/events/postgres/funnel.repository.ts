import { Injectable } from '@nestjs/common';
import type {
  Funnel,
  FunnelCount,
  FunnelPage,
  FunnelPeopleRequest,
  FunnelPerson,
  FunnelRequest,
  StepTimes,
} from '../funnel.js';
import { pageOf, readCursor } from './cursor.js';
import {
  funnelPeopleQuery,
  funnelQuery,
  type FunnelPersonRecord,
  type FunnelRecord,
} from './funnel.query.js';
import { HeavyQuestions } from './heavy-question.repository.js';

/** Follows people through steps. */
@Injectable()
export class FunnelRepository {
  constructor(private readonly questions: HeavyQuestions) {}

  async funnel(request: FunnelRequest): Promise<Funnel> {
    const rows = await this.questions.rows<FunnelRecord>(funnelQuery(request));
    const whole = rows.find((row) => row.whole);
    return {
      steps: whole ? countsOf(whole) : request.steps.map(() => ({ people: 0, times: null })),
      completion: whole ? timesOf(whole.total_mean, whole.total_median) : null,
      groups: rows
        .filter((row) => !row.whole)
        .map((row) => ({ value: row.value, steps: countsOf(row) })),
    };
  }

  async people(request: FunnelPeopleRequest): Promise<FunnelPage> {
    const query = funnelPeopleQuery(request, readCursor(request.cursor));
    const found = await this.questions.rows<FunnelPersonRecord>(query);
    return pageOf(found, request.limit, toPerson, (row) => [row.micros, row.actor]);
  }
}

function countsOf(row: FunnelRecord): FunnelCount[] {
  return row.people.map((people, index) => ({
    people,
    times: timesOf(row.means[index] ?? null, row.medians[index] ?? null),
  }));
}

function timesOf(mean: number | null, median: number | null): StepTimes | null {
  return mean === null || median === null ? null : { mean, median };
}

function toPerson(row: FunnelPersonRecord): FunnelPerson {
  return {
    distinct_id: row.key,
    known: row.known ?? false,
    session_id: row.session_id,
    started_at: row.started_at.toISOString(),
    reached_at: row.reached_at.toISOString(),
  };
}
