import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EventStore } from '../../events/event.store.js';
import { DeletionSteps } from '../../projects/deletion-steps.js';
import { CountsRepository } from './counts.repository.js';
import { SaltsRepository } from '../salts/salts.repository.js';

const CHUNK = 5_000;

/** What came in by the door goes with its project: the events, and what the door itself keeps. */
@Injectable()
export class ProjectTraces implements OnModuleInit {
  constructor(
    private readonly steps: DeletionSteps,
    private readonly store: EventStore,
    private readonly counts: CountsRepository,
    private readonly salts: SaltsRepository,
  ) {}

  onModuleInit(): void {
    this.steps.register({
      name: 'events',
      run: (projectNo) => this.store.eraseProject(projectNo, CHUNK),
    });
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
