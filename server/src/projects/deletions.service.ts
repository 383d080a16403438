import { Injectable, Logger } from '@nestjs/common';
import { validate as isUuid } from 'uuid';
import { Database } from '../platform/database/database.js';
import { DeletionSteps } from './deletion-steps.js';
import { DeletionsQueue } from './deletions.queue.js';
import { DeletionsRepository } from './deletions.repository.js';
import { ProjectChanges, type ProjectNews } from './project-changes.js';
import { ProjectDeletion } from './project-deletion.entity.js';
import { ProjectNotFound } from './projects.errors.js';
import { Projects } from './projects.service.js';

/** Deleting projects: gone for everybody at once, their rows in the background. */
@Injectable()
export class Deletions {
  private readonly logger = new Logger('Deletions');

  constructor(
    private readonly projects: Projects,
    private readonly repository: DeletionsRepository,
    private readonly queue: DeletionsQueue,
    private readonly steps: DeletionSteps,
    private readonly database: Database,
    private readonly changes: ProjectChanges,
  ) {}

  /** Hides the project, stops its keys and has its rows removed; asked again, tells how far it is. */
  async request(
    ownerId: string,
    projectId: string,
    now: Date = new Date(),
  ): Promise<ProjectDeletion> {
    const running = isUuid(projectId) ? await this.repository.find(ownerId, projectId) : null;
    if (running !== null && running.finishedAt === null) return running;
    const project = await this.projects.findOwned(ownerId, projectId);
    const news = newsOf('deleting', projectId, project.no);
    if (await this.repository.begin(project, now, this.changes.payload(news))) {
      this.changes.announce(news);
    }
    await this.enqueue(projectId);
    return this.progress(ownerId, projectId);
  }

  /** How far the removal is, also after its end; `ProjectNotFound` when none was asked for. */
  async progress(ownerId: string, projectId: string): Promise<ProjectDeletion> {
    const deletion = isUuid(projectId) ? await this.repository.find(ownerId, projectId) : null;
    if (deletion === null) throw new ProjectNotFound();
    return deletion;
  }

  /** Removes every row of the project, then the project; can be cut off anywhere and called again. */
  async remove(projectId: string, now: () => Date = () => new Date()): Promise<void> {
    const deletion = await this.repository.findOpen(projectId);
    if (deletion === null) return;
    // Events that were under way while a pass ran are found by the next one.
    while ((await this.pass(deletion)) > 0);
    const news = newsOf('deleted', projectId, deletion.projectNo);
    await this.repository.finish(projectId, now(), this.changes.payload(news));
    this.changes.announce(news);
  }

  /** Puts every removal that has not ended back in the queue. */
  async resume(): Promise<void> {
    for (const { projectId } of await this.repository.open()) await this.queue.add(projectId);
  }

  private async pass({ projectId, projectNo }: ProjectDeletion): Promise<number> {
    const steps = this.steps.all();
    let removed = 0;
    for (const [index, step] of steps.entries()) {
      const at = { step: step.name, stepsDone: index, stepsTotal: steps.length };
      await this.repository.progress(projectId, at, 0);
      let rows: number;
      do {
        rows = await this.database.transaction((client) => step.run(projectNo, client));
        if (rows > 0) await this.repository.progress(projectId, at, rows);
        removed += rows;
      } while (rows > 0);
    }
    return removed;
  }

  private async enqueue(projectId: string): Promise<void> {
    try {
      await this.queue.add(projectId);
    } catch (error) {
      // The wish is kept in the database; the regular look for open removals finds it.
      this.logger.warn(`A removal waits, the queue is away: ${String(error)}`);
    }
  }
}

function newsOf(kind: 'deleting' | 'deleted', projectId: string, projectNo: number): ProjectNews {
  return { kind, projectId, projectNo, fields: [] };
}
