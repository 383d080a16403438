import { Injectable } from '@nestjs/common';
import type { Measured, MeasureRequest, MeasureRow, PropertyMetric } from '../measure.js';
import { HeavyQuestions } from './heavy-question.repository.js';
import { measureQuery, numbersOf, type MeasureRecord } from './measure.query.js';

/** Counts raw events by any dimensions. */
@Injectable()
export class MeasureRepository {
  constructor(private readonly questions: HeavyQuestions) {}

  async measure(request: MeasureRequest): Promise<Measured> {
    const found = await this.questions.rows<MeasureRecord>(measureQuery(request));
    const { metrics } = numbersOf(request.metrics);
    const rows = found.map((row) => toRow(row, metrics as PropertyMetric[]));
    return { rows, total: found[0]?.total ?? 0, source: 'raw' };
  }
}

function toRow(row: MeasureRecord, metrics: readonly PropertyMetric[]): MeasureRow {
  return {
    bucket: row.bucket,
    values: row.values,
    events: Number(row.events),
    pageViews: Number(row.page_views),
    visits: row.visits,
    visitors: row.visitors,
    users: row.users,
    viewedVisits: row.viewed_visits,
    bounces: row.bounces,
    durationMs: Number(row.duration_ms),
    medianSeconds: row.median_seconds,
    engagedMs: Number(row.engaged_ms),
    entries: row.entries,
    exits: row.exits,
    groups: row.groups,
    scrollDepth: row.scroll_depth,
    engagedMsPerPage: row.engaged_ms_per_page,
    aggregates: new Map(metrics.map((metric, index) => [metric, row.numbers[index] ?? null])),
    parts: row.parts,
  };
}
