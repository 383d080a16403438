import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { QueuesController } from './queues.controller.js';

/**
 * In: questions of the owner of the installation about the machinery. Out: the state of the queues, and failed jobs
 * brought back. It knows nothing of what the jobs are about.
 */
@Module({ imports: [AuthModule], controllers: [QueuesController] })
export class SystemModule {}
