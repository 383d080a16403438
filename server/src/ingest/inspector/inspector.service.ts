import { Injectable } from '@nestjs/common';
import { dayOf, startOfDay } from '../../events/calendar.js';
import type { IncomingEvent } from '../../events/event.js';
import { EventStore } from '../../events/event.store.js';
import type { Project } from '../../projects/project.js';
import type { IngestionReport, QuarantineList } from '../dto/ingestion.dto.js';
import { type CountRow, CountsRepository } from './counts.repository.js';
import { IngestionCounts } from './ingestion-counts.js';
import { QuarantinedRepository } from './quarantined.repository.js';

const SIX_DAYS_MS = 6 * 86_400_000;

/** What an owner sees of the door. */
@Injectable()
export class Inspector {
  constructor(
    private readonly counts: CountsRepository,
    private readonly counting: IngestionCounts,
    private readonly quarantined: QuarantinedRepository,
    private readonly store: EventStore,
  ) {}

  /** The counts of today and the six days before, in the project's zone. */
  async report(project: Project, now: number): Promise<IngestionReport> {
    await this.counting.flush();
    const today = dayOf(project.timezone, now);
    // Noon of today, six days back, is that day whatever the clocks did in between.
    const noon = startOfDay(project.timezone, now) + 43_200_000;
    const since = dayOf(project.timezone, noon - SIX_DAYS_MS);
    const [ofToday, ofWeek, lastEventAt, quarantined] = await Promise.all([
      this.counts.since(project.no, today),
      this.counts.since(project.no, since),
      this.counts.lastEventAt(project.no),
      this.store.quarantineSize(project.no),
    ]);
    const lines = (outcome: CountRow['outcome']) =>
      ofWeek
        .filter((row) => row.outcome === outcome)
        .map(({ reason, count, lastAt }) => ({ reason, count, last_at: lastAt.toISOString() }));
    return {
      accepted_today: ofToday.find(({ outcome }) => outcome === 'accepted')?.count ?? 0,
      dropped: lines('dropped'),
      rejected: lines('rejected').map(({ reason, ...line }) => ({ code: reason, ...line })),
      noted: lines('noted'),
      quarantined,
      last_event_at: lastEventAt?.toISOString() ?? null,
    };
  }

  /** Quarantined events, newest first. */
  async listQuarantine(
    { no }: Project,
    limit: number,
    cursor: string | null,
  ): Promise<QuarantineList> {
    const rows = await this.quarantined.list(no, limit, cursor);
    return {
      data: rows.map(({ id, reason, detail, at, event }) => ({
        id,
        reason,
        detail,
        event: event.name,
        event_id: event.id,
        quarantined_at: at.toISOString(),
        payload: shownOf(event),
      })),
      next_cursor: rows.length === limit ? (rows.at(-1)?.id ?? null) : null,
    };
  }
}

// The hashes that know a visitor for a day stay inside.
function shownOf(event: IncomingEvent): Record<string, unknown> {
  const { projectNo: _no, visitor: _today, previousVisitor: _yesterday, ...shown } = event;
  return shown;
}
