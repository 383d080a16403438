import { BullModule, InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { BackgroundQueue } from '../../platform/queue/background-work.js';

export const REMOVALS_QUEUE = 'removals';

export const removalsQueueModule = BullModule.registerQueue({ name: REMOVALS_QUEUE });

/** Removals of events and people wait here, by their ids. */
@Injectable()
export class RemovalsQueue extends BackgroundQueue {
  constructor(@InjectQueue(REMOVALS_QUEUE) queue: Queue) {
    super(queue);
  }
}
