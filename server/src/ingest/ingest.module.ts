import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { EventsModule } from '../events/events.module.js';
import { ProjectsModule } from '../projects/projects.module.js';
import { RawBody } from './door/raw-body.js';
import { ForeignDoors } from './doors/foreign-doors.js';
import { Places } from './enrichment/places.js';
import { IngestController } from './ingest.controller.js';
import { IngestMetrics } from './ingest.metrics.js';
import { IngestProcessor } from './ingest.processor.js';
import { INGEST_QUEUE, IngestQueue } from './ingest.queue.js';
import { Ingest } from './ingest.service.js';
import { CountsRepository } from './inspector/counts.repository.js';
import { IngestionCounts } from './inspector/ingestion-counts.js';
import { InspectorController } from './inspector/inspector.controller.js';
import { Inspector } from './inspector/inspector.service.js';
import { ProjectTraces } from './inspector/project-traces.js';
import { QuarantinedRepository } from './inspector/quarantined.repository.js';
import { Replays } from './inspector/replays.service.js';
import { DaySalts } from './salts/day-salts.js';
import { SaltsProcessor } from './salts/salts.processor.js';
import { SALTS_QUEUE, SaltsQueue } from './salts/salts.queue.js';
import { SaltsRepository } from './salts/salts.repository.js';

/**
 * In: requests with a write key. Out: events, enriched, through the queue into the store and told to the feed.
 * Addresses and user agents end here. It knows neither what is asked of events nor who watches them.
 */
@Module({
  imports: [
    AuthModule,
    ProjectsModule,
    EventsModule,
    BullModule.registerQueue({ name: INGEST_QUEUE }, { name: SALTS_QUEUE }),
  ],
  controllers: [IngestController, InspectorController],
  providers: [
    RawBody,
    ForeignDoors,
    Ingest,
    Places,
    IngestQueue,
    IngestProcessor,
    IngestMetrics,
    IngestionCounts,
    CountsRepository,
    Inspector,
    ProjectTraces,
    QuarantinedRepository,
    Replays,
    DaySalts,
    SaltsRepository,
    SaltsQueue,
    SaltsProcessor,
  ],
})
export class IngestModule {}
