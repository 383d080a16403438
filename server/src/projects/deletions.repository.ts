import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, type Repository } from 'typeorm';
import { ApiKey } from './api-key.entity.js';
import type { Project } from './project.js';
import { projectChannel } from './project-changes.js';
import { ProjectDeletion } from './project-deletion.entity.js';
import { ProjectEntity } from './project.entity.js';

@Injectable()
export class DeletionsRepository {
  constructor(
    @InjectRepository(ProjectDeletion) private readonly deletions: Repository<ProjectDeletion>,
  ) {}

  find(ownerId: string, projectId: string): Promise<ProjectDeletion | null> {
    return this.deletions.findOneBy({ ownerId, projectId });
  }

  /** Removals that have not ended, the oldest first. */
  open(): Promise<ProjectDeletion[]> {
    return this.deletions.find({
      where: { finishedAt: IsNull() },
      order: { requestedAt: 'ASC' },
    });
  }

  findOpen(projectId: string): Promise<ProjectDeletion | null> {
    return this.deletions.findOneBy({ projectId, finishedAt: IsNull() });
  }

  /** Hides the project, stops its keys and notes that its rows must go; false when already done. */
  begin(project: Project, now: Date, news: string): Promise<boolean> {
    return this.deletions.manager.transaction(async (manager) => {
      const { affected } = await manager.update(
        ProjectEntity,
        { id: project.id, deletingAt: IsNull() },
        { deletingAt: now },
      );
      if (affected !== 1) return false;
      await manager.update(
        ApiKey,
        { projectId: project.id, revokedAt: IsNull() },
        { revokedAt: now },
      );
      await manager.insert(ProjectDeletion, {
        projectId: project.id,
        projectNo: project.no,
        ownerId: project.ownerId,
        requestedAt: now,
      });
      await manager.query('SELECT pg_notify($1, $2)', [projectChannel, news]);
      return true;
    });
  }

  async progress(
    projectId: string,
    at: Pick<ProjectDeletion, 'step' | 'stepsDone' | 'stepsTotal'>,
    removed: number,
  ): Promise<void> {
    await this.deletions.update(
      { projectId, finishedAt: IsNull() },
      { ...at, rowsRemoved: () => `rows_removed + ${Math.trunc(removed)}` },
    );
  }

  /** Removes the project itself, with its keys, and notes the end. */
  finish(projectId: string, now: Date, news: string): Promise<void> {
    return this.deletions.manager.transaction(async (manager) => {
      await manager.delete(ProjectEntity, { id: projectId });
      await manager.update(
        ProjectDeletion,
        { projectId, finishedAt: IsNull() },
        { finishedAt: now, step: null, stepsDone: () => 'steps_total' },
      );
      await manager.query('SELECT pg_notify($1, $2)', [projectChannel, news]);
    });
  }
}
