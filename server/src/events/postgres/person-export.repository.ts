import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { EventKind } from '../event.js';
import type { KeptEvent, KeptPerson, KeptVisit, PersonExport } from '../person-export.js';
import type { ProjectScope } from '../tally.js';
import { kinds } from './kinds.js';
import { toSessionRow, type SessionRecord } from './list-rows.js';
import {
  personEventsCursorQuery,
  personNextQuery,
  personVisitsCursorQuery,
} from './person-export.query.js';
import { QuarantineRepository } from './quarantine.repository.js';
import { toExportedEvent, type ExportRecord } from './raw-export.repository.js';
import { personRowsQuery, type Alias } from './removal.query.js';
import { SnapshotReader } from './snapshot-reader.js';

interface PersonRecord extends Alias {
  traits: Record<string, unknown> | null;
  traits_at: Date | null;
  first_seen: Date;
  last_seen: Date;
}

type VisitRecord = SessionRecord & Omit<KeptVisit, keyof SessionRecord>;
type EventRecord = ExportRecord & { kind: number } & Omit<KeptEvent, 'kind' | keyof ExportRecord>;

const PERSON_COLUMNS = 'p.no, p.key, p.known, p.traits, p.traits_at, p.first_seen, p.last_seen';
const ROWS = 500;

/** Reads everything that is kept of a person through cursors, in constant memory. */
@Injectable()
export class PersonExportRepository {
  constructor(
    private readonly database: Database,
    private readonly quarantine: QuarantineRepository,
  ) {}

  /** Gives up when `left` is aborted. */
  async open(project: ProjectScope, distinctId: string, left: AbortSignal): Promise<PersonExport> {
    return SnapshotReader.open(this.database, left, async (reader) => {
      const people = await reader.ask<PersonRecord>(
        personRowsQuery(project.no, distinctId, PERSON_COLUMNS),
      );
      const numbers = people.map(({ no }) => no);
      const ids = [distinctId, ...people.map(({ key }) => key)];
      const quarantined = await this.quarantine.ofPerson(project.no, ids);
      await reader.ask(personVisitsCursorQuery(project, numbers));
      await reader.ask(personEventsCursorQuery(project.no, numbers));
      return {
        ids: people.map(toPerson),
        quarantined: quarantined.map(({ event }) => event),
        nextVisits: async () =>
          (await reader.ask<VisitRecord>(personNextQuery('person_visits', ROWS))).map(toVisit),
        nextEvents: async () =>
          (await reader.ask<EventRecord>(personNextQuery('person_events', ROWS))).map(toEvent),
        close: () => reader.close(),
      };
    });
  }
}

function toPerson(row: PersonRecord): KeptPerson {
  return {
    distinct_id: row.key,
    known: row.known,
    traits: row.traits ?? {},
    traits_at: row.traits_at?.toISOString() ?? null,
    first_seen: row.first_seen.toISOString(),
    last_seen: row.last_seen.toISOString(),
  };
}

function toVisit(row: VisitRecord): KeptVisit {
  const { live: _, ...visit } = toSessionRow(row);
  return {
    ...visit,
    utm_source: row.utm_source,
    utm_medium: row.utm_medium,
    utm_campaign: row.utm_campaign,
    utm_term: row.utm_term,
    utm_content: row.utm_content,
    language: row.language,
    screen: row.screen,
  };
}

function toEvent(row: EventRecord): KeptEvent {
  return {
    ...toExportedEvent(row),
    kind: kinds[row.kind] as EventKind,
    engaged_ms: row.engaged_ms,
    traits: row.traits,
    group_id: row.group_id,
  };
}
