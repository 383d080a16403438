import { Processor } from '@nestjs/bullmq';
import { Logger } from '@nestjs/common';
import { Environment } from '../platform/config/environment.js';
import { BackgroundProcessor } from '../platform/queue/background-work.js';
import { DELETIONS_QUEUE, DeletionsQueue } from './deletions.queue.js';
import { Deletions } from './deletions.service.js';

/** Deletes projects, one at a time: deletions are patient, the answers are not. */
@Processor(DELETIONS_QUEUE, { concurrency: 1 })
export class DeletionsProcessor extends BackgroundProcessor {
  constructor(
    private readonly deletions: Deletions,
    queue: DeletionsQueue,
    environment: Environment,
  ) {
    super(queue, environment, new Logger('Deletions'));
  }

  protected override work(projectId: string): Promise<void> {
    return this.deletions.remove(projectId);
  }

  protected override resume(): Promise<void> {
    return this.deletions.resume();
  }
}
