import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { EventsModule } from '../events/events.module.js';
import { ProjectsModule } from '../projects/projects.module.js';
import { ProjectStorageController } from './project-storage.controller.js';
import { QueuesController } from './queues.controller.js';
import { SystemController } from './system.controller.js';
import { SystemRepository } from './system.repository.js';
import { System } from './system.service.js';

/**
 * In: questions of owners about the machinery. Out: how database, queues and workers stand, what the events of a project
 * take, and failed jobs brought back. It knows nothing of what the jobs are about.
 */
@Module({
  imports: [AuthModule, ProjectsModule, EventsModule],
  controllers: [QueuesController, SystemController, ProjectStorageController],
  providers: [System, SystemRepository],
})
export class SystemModule {}
