import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { ExportedEvent, RawExport, RawExportRequest } from '../raw-export.js';
import { toLiveEvent, type EventRecord } from './list-rows.js';
import { exportCursorQuery, exportNextQuery, exportTotalQuery } from './raw-export.query.js';
import { SnapshotReader } from './snapshot-reader.js';

/** A row of an export. */
export type ExportRecord = EventRecord & Omit<ExportedEvent, keyof EventRecord>;

// Of the largest properties there may be, some 16 MB.
const ROWS = 500;

/** Reads events through a cursor: in constant memory, however many there are. */
@Injectable()
export class RawExportRepository {
  constructor(private readonly database: Database) {}

  /** Counts first, in the same state of the data that is then read. Gives up when `left` is aborted. */
  async open(request: RawExportRequest, left: AbortSignal): Promise<RawExport> {
    return SnapshotReader.open(this.database, left, async (reader) => {
      const [row] = await reader.ask<{ total: number }>(exportTotalQuery(request));
      await reader.ask(exportCursorQuery(request));
      return {
        total: row?.total ?? 0,
        next: async () =>
          (await reader.ask<ExportRecord>(exportNextQuery(ROWS))).map(toExportedEvent),
        close: () => reader.close(),
      };
    });
  }
}

/** An event as it is exported. */
export function toExportedEvent(row: ExportRecord): ExportedEvent {
  return {
    ...toLiveEvent(row),
    channel: row.channel,
    utm_source: row.utm_source,
    utm_medium: row.utm_medium,
    utm_campaign: row.utm_campaign,
    utm_term: row.utm_term,
    utm_content: row.utm_content,
    region: row.region,
    language: row.language,
    screen: row.screen,
  };
}
