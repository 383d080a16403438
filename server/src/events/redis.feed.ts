import type { OnApplicationShutdown } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { EventFeed, type Announcement } from './event.feed.js';
import { readAnnouncement, writeAnnouncement } from './feed.messages.js';

const CHANNEL = 'analytics:event_feed';
const LONGEST_MESSAGE = 256 * 1024;

/** The feed over Redis pub/sub. A process that only announces opens no second connection. */
export class RedisFeed extends EventFeed implements OnApplicationShutdown {
  private readonly listeners = new Set<(announcement: Announcement) => void>();
  private subscriber: Redis | null = null;

  constructor(private readonly redis: Redis) {
    super();
  }

  override announce(announcement: Announcement): void {
    const text = writeAnnouncement(announcement, LONGEST_MESSAGE);
    // What is stored is stored: an announcement that cannot be made is let go.
    this.redis.publish(CHANNEL, text).catch(() => undefined);
  }

  override listen(listener: (announcement: Announcement) => void): () => void {
    this.subscriber ??= this.subscribe();
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  onApplicationShutdown(): void {
    this.subscriber?.disconnect();
  }

  private subscribe(): Redis {
    // A subscriber must come back by itself however long Redis is away.
    const subscriber = this.redis.duplicate({
      enableOfflineQueue: true,
      maxRetriesPerRequest: null,
    });
    subscriber.on('error', () => undefined);
    subscriber.on('message', (_channel: string, text: string) => {
      const announcement = readAnnouncement(text);
      if (announcement) this.listeners.forEach((listener) => listener(announcement));
    });
    subscriber.subscribe(CHANNEL).catch(() => undefined);
    return subscriber;
  }
}
