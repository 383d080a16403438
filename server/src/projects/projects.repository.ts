import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, IsNull, LessThan, Not, type Repository } from 'typeorm';
import { ApiKey } from './api-key.entity.js';
import { type Page, pageOf, type PageRequest } from './cursor.js';
import { type Project, type ProjectSettings } from './project.js';
import { projectChannel } from './project-changes.js';
import { ProjectEntity, toProject } from './project.entity.js';

export type NewProject = Omit<Project, 'no'>;

@Injectable()
export class ProjectsRepository {
  constructor(
    @InjectRepository(ProjectEntity) private readonly projects: Repository<ProjectEntity>,
  ) {}

  /** Keeps a project together with its first key. */
  add(project: NewProject, key: ApiKey, news: (no: number) => string): Promise<Project> {
    return this.projects.manager.transaction(async (manager) => {
      await manager.insert(ProjectEntity, project);
      await manager.insert(ApiKey, key);
      const row = await manager.findOneByOrFail(ProjectEntity, { id: project.id });
      await manager.query('SELECT pg_notify($1, $2)', [projectChannel, news(row.no)]);
      return toProject(row);
    });
  }

  async page(ownerId: string, { before, limit }: PageRequest): Promise<Page<Project>> {
    const rows = await this.projects.find({
      where: { ownerId, deletingAt: IsNull(), ...(before !== null && { id: LessThan(before) }) },
      order: { id: 'DESC' },
      take: limit + 1,
    });
    return pageOf(rows.map(toProject), limit);
  }

  async findOwned(ownerId: string, id: string): Promise<Project | null> {
    const row = await this.projects.findOneBy({ id, ownerId, deletingAt: IsNull() });
    return row === null ? null : toProject(row);
  }

  async findByNo(no: number): Promise<Project | null> {
    const row = await this.projects.findOneBy({ no, deletingAt: IsNull() });
    return row === null ? null : toProject(row);
  }

  async findAll(ids: string[]): Promise<Project[]> {
    const rows = await this.projects.findBy({ id: In(ids), deletingAt: IsNull() });
    return rows.map(toProject);
  }

  /** All that have a domain, the oldest first. */
  async findWithDomain(): Promise<Project[]> {
    const rows = await this.projects.find({
      where: { domain: Not(IsNull()), deletingAt: IsNull() },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
    return rows.map(toProject);
  }

  /** Changes settings; with `staleAt`, notes in the same moment that rollups must be made anew. */
  update(
    id: string,
    settings: Partial<ProjectSettings>,
    staleAt: Date | null,
    news: string,
  ): Promise<Project | null> {
    return this.projects.manager.transaction(async (manager) => {
      const { affected } = await manager.update(
        ProjectEntity,
        { id, deletingAt: IsNull() },
        { ...settings, ...(staleAt !== null && { rollupsStaleSince: staleAt }) },
      );
      if (affected !== 1) return null;
      await manager.query('SELECT pg_notify($1, $2)', [projectChannel, news]);
      return toProject(await manager.findOneByOrFail(ProjectEntity, { id }));
    });
  }

  async staleRollups(): Promise<{ project: Project; since: Date }[]> {
    const rows = await this.projects.find({
      where: { rollupsStaleSince: Not(IsNull()), deletingAt: IsNull() },
      order: { rollupsStaleSince: 'ASC' },
    });
    return rows.flatMap((row) =>
      row.rollupsStaleSince === null
        ? []
        : [{ project: toProject(row), since: row.rollupsStaleSince }],
    );
  }

  /** Takes the note back, unless the settings changed once more since it was read. */
  async rollupsRebuilt(no: number, since: Date): Promise<void> {
    await this.projects.update({ no, rollupsStaleSince: since }, { rollupsStaleSince: null });
  }
}
