import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuthModule } from '../auth/auth.module.js';
import { NoticesModule } from '../platform/database/notices.module.js';
import { ApiKey } from './api-key.entity.js';
import { DeletionSteps } from './deletion-steps.js';
import { DeletionsProcessor } from './deletions.processor.js';
import { DeletionsQueue, deletionsQueueModule } from './deletions.queue.js';
import { DeletionsRepository } from './deletions.repository.js';
import { Deletions } from './deletions.service.js';
import { KeyLookups } from './key-lookups.js';
import { KeyUsage } from './key-usage.js';
import { KeysController } from './keys.controller.js';
import { KeysRepository } from './keys.repository.js';
import { Keys } from './keys.service.js';
import { ProjectAccess } from './project-access.guard.js';
import { ProjectChanges } from './project-changes.js';
import { ProjectDeletion } from './project-deletion.entity.js';
import { ProjectEntity } from './project.entity.js';
import { ProjectsController } from './projects.controller.js';
import { ProjectsRepository } from './projects.repository.js';
import { Projects } from './projects.service.js';
import { ReadKeys } from './read-keys.js';
import { SiteDomains } from './site-domains.js';
import { WorkingKeys } from './working-keys.js';
import { WriteKeys } from './write-keys.js';

/**
 * In: who asks, from auth. Out: whose events are whose (`Projects`, `ProjectAccess`, `AnswerAccess`, `WriteKeys`)
 * and the news of changes. Knows nothing of events: who keeps rows of a project registers a
 * `DeletionStep`, who keeps rollups listens to `ProjectChanges`.
 */
@Module({
  imports: [
    AuthModule,
    NoticesModule,
    TypeOrmModule.forFeature([ProjectEntity, ApiKey, ProjectDeletion]),
    deletionsQueueModule,
  ],
  controllers: [ProjectsController, KeysController],
  providers: [
    DeletionSteps,
    Deletions,
    DeletionsProcessor,
    DeletionsQueue,
    DeletionsRepository,
    KeyLookups,
    KeyUsage,
    Keys,
    KeysRepository,
    ProjectAccess,
    ProjectChanges,
    Projects,
    ProjectsRepository,
    ReadKeys,
    SiteDomains,
    WorkingKeys,
    WriteKeys,
  ],
  exports: [
    AuthModule,
    DeletionSteps,
    ProjectAccess,
    ProjectChanges,
    Projects,
    ReadKeys,
    SiteDomains,
    WriteKeys,
  ],
})
export class ProjectsModule {}
