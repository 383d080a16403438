import { FEED_ITEMS, type Announcement } from './event.feed.js';

/** PostgreSQL refuses notices of 8,000 bytes and more. */
export const LONGEST_NOTICE = 7_900;

/** The announcement as text of at most `longest` bytes; items that do not fit are counted as skipped. */
export function writeAnnouncement(announcement: Announcement, longest: number): string {
  const items = announcement.items.slice(0, FEED_ITEMS);
  for (;;) {
    const skipped = announcement.skipped + announcement.items.length - items.length;
    const text = JSON.stringify({ ...announcement, items, skipped });
    if (Buffer.byteLength(text) <= longest || items.length === 0) return text;
    items.splice(Math.floor(items.length / 2));
  }
}

/** What {@link writeAnnouncement} wrote; null for anything else. */
export function readAnnouncement(text: string): Announcement | null {
  try {
    const value = JSON.parse(text) as Partial<Announcement> | null;
    return typeof value?.projectNo === 'number' && Array.isArray(value.items)
      ? (value as Announcement)
      : null;
  } catch {
    // Somebody else's words on our channel.
    return null;
  }
}
