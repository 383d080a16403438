import { Processor } from '@nestjs/bullmq';
import { Logger } from '@nestjs/common';
import { Environment } from '../../platform/config/environment.js';
import { BackgroundProcessor } from '../../platform/queue/background-work.js';
import { REMOVALS_QUEUE, RemovalsQueue } from './removals.queue.js';
import { Removals } from './removals.service.js';

/** Removes events and people, one removal at a time: they are patient, the answers are not. */
@Processor(REMOVALS_QUEUE, { concurrency: 1 })
export class RemovalsProcessor extends BackgroundProcessor {
  constructor(
    private readonly removals: Removals,
    queue: RemovalsQueue,
    environment: Environment,
  ) {
    super(queue, environment, new Logger('Removals'));
  }

  protected override work(id: string, letGo: AbortSignal): Promise<void> {
    return this.removals.run(id, letGo);
  }

  protected override resume(): Promise<void> {
    return this.removals.resume(new Date());
  }
}
