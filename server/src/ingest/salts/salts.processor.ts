import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Logger } from '@nestjs/common';
import { DaySalts } from './day-salts.js';
import { SALTS_QUEUE } from './salts.queue.js';

/** Deletes the salts of days that are over. */
@Processor(SALTS_QUEUE)
export class SaltsProcessor extends WorkerHost {
  private readonly logger = new Logger(SaltsProcessor.name);

  constructor(private readonly salts: DaySalts) {
    super();
  }

  async process(): Promise<void> {
    const gone = await this.salts.forget(Date.now());
    if (gone > 0) this.logger.log(`Forgot ${gone} day salts`);
  }
}
