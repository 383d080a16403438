import { BullModule, InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { BackgroundQueue } from '../platform/queue/background-work.js';

export const DELETIONS_QUEUE = 'deletions';

export const deletionsQueueModule = BullModule.registerQueue({ name: DELETIONS_QUEUE });

/** Projects that are to be deleted wait here, by their ids. */
@Injectable()
export class DeletionsQueue extends BackgroundQueue {
  constructor(@InjectQueue(DELETIONS_QUEUE) queue: Queue) {
    super(queue);
  }
}
