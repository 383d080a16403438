import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { Notices } from '../../platform/database/notices.js';
import { EventFeed, type Announcement } from '../event.feed.js';
import { LONGEST_NOTICE, readAnnouncement, writeAnnouncement } from '../feed.messages.js';

const CHANNEL = 'event_feed';

/** The feed over PostgreSQL's notices, for installations without Redis. */
@Injectable()
export class NoticesFeed extends EventFeed {
  private readonly listeners = new Set<(announcement: Announcement) => void>();

  constructor(
    private readonly database: Database,
    notices: Notices,
  ) {
    super();
    notices.listen(CHANNEL, {
      heard: (payload) => this.tell(payload),
      caughtUp: () => undefined,
    });
  }

  override announce(announcement: Announcement): void {
    const text = writeAnnouncement(announcement, LONGEST_NOTICE);
    // What is stored is stored: an announcement that cannot be made is let go.
    this.database.query('SELECT pg_notify($1, $2)', [CHANNEL, text]).catch(() => undefined);
  }

  override listen(listener: (announcement: Announcement) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private tell(payload: string): void {
    const announcement = readAnnouncement(payload);
    if (announcement) this.listeners.forEach((listener) => listener(announcement));
  }
}
