import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { Database } from '../platform/database/database.js';
import { Notices } from '../platform/database/notices.js';
import { REDIS } from '../platform/redis/redis.module.js';
import { EventFeed } from './event.feed.js';
import { EventStore } from './event.store.js';
import { Append } from './postgres/append.js';
import { Erasure } from './postgres/erasure.repository.js';
import { ForgottenActions } from './postgres/actions.repository.js';
import { ListsRepository } from './postgres/lists.repository.js';
import { FunnelRepository } from './postgres/funnel.repository.js';
import { HeavyQuestions } from './postgres/heavy-question.repository.js';
import { GroupsRepository } from './postgres/groups.repository.js';
import { JourneysRepository } from './postgres/journeys.repository.js';
import { MeasureRepository } from './postgres/measure.repository.js';
import { NoticesFeed } from './postgres/notices.feed.js';
import { Partitions } from './postgres/partitions.js';
import { PersonExportRepository } from './postgres/person-export.repository.js';
import { PostgresStore } from './postgres/postgres.store.js';
import { ProfileRepository } from './postgres/profile.repository.js';
import { QuarantineRepository } from './postgres/quarantine.repository.js';
import { RawExportRepository } from './postgres/raw-export.repository.js';
import { RemovalRepository } from './postgres/removal.repository.js';
import { RetentionRepository } from './postgres/retention.repository.js';
import { ReturningRepository } from './postgres/returning.repository.js';
import { RezoneRepository } from './postgres/rezone.repository.js';
import { RollupCheck } from './postgres/rollup.check.js';
import { RollupMetrics } from './postgres/rollup-metrics.repository.js';
import { RollupRepository } from './postgres/rollup.repository.js';
import { StorageRepository } from './postgres/storage.repository.js';
import { SuggestionsRepository } from './postgres/suggestions.repository.js';
import { TallyRepository } from './postgres/tally.repository.js';
import { UpkeepProcessor } from './postgres/upkeep.processor.js';
import { UPKEEP_QUEUE, UpkeepQueue } from './postgres/upkeep.queue.js';
import { RedisFeed } from './redis.feed.js';

/**
 * The hallway: what an event is, how it is kept, who hears of it.
 * In: batches of enriched events, questions. Out: stored events, counts, announcements.
 * It does not know who asks, where events come from or who watches.
 */
@Module({
  imports: [BullModule.registerQueue({ name: UPKEEP_QUEUE })],
  providers: [
    Append,
    Erasure,
    ForgottenActions,
    FunnelRepository,
    GroupsRepository,
    HeavyQuestions,
    JourneysRepository,
    ListsRepository,
    MeasureRepository,
    Partitions,
    PersonExportRepository,
    ProfileRepository,
    QuarantineRepository,
    RawExportRepository,
    RemovalRepository,
    RetentionRepository,
    ReturningRepository,
    RezoneRepository,
    RollupCheck,
    RollupMetrics,
    RollupRepository,
    StorageRepository,
    SuggestionsRepository,
    TallyRepository,
    UpkeepProcessor,
    UpkeepQueue,
    { provide: EventStore, useClass: PostgresStore },
    {
      provide: EventFeed,
      inject: [REDIS, Database, Notices],
      useFactory: (redis: Redis | null, database: Database, notices: Notices): EventFeed =>
        redis ? new RedisFeed(redis) : new NoticesFeed(database, notices),
    },
  ],
  exports: [EventStore, EventFeed, RollupCheck, RollupRepository],
})
export class EventsModule {}
