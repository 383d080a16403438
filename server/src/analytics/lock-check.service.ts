import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LockedFilters } from '../sharing/locked-filters.js';
import { QuestionReader } from './question-reader.js';

/** Says what is wrong with the filters of a public link before it is made. */
@Injectable()
export class LockCheck implements OnModuleInit {
  constructor(
    private readonly lockedFilters: LockedFilters,
    private readonly reader: QuestionReader,
  ) {}

  onModuleInit(): void {
    this.lockedFilters.register(async (filters, project) => {
      await this.reader.read({ filters: [...filters] }, project, new Date());
    });
  }
}
