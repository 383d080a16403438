import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DeletionSteps } from '../../projects/deletion-steps.js';
import { CountsRepository } from './counts.repository.js';
import { SaltsRepository } from '../salts/salts.repository.js';

/** What the door keeps of a project goes with it. */
@Injectable()
export class ProjectTraces implements OnModuleInit {
  constructor(
    private readonly steps: DeletionSteps,
    private readonly counts: CountsRepository,
    private readonly salts: SaltsRepository,
  ) {}

  onModuleInit(): void {
    this.steps.register({
      name: 'salts',
      run: (projectNo, client) => this.salts.forgetProject(projectNo, client),
    });
    this.steps.register({
      name: 'ingestion counts',
      run: (projectNo, client) => this.counts.forgetProject(projectNo, client),
    });
  }
}
