import { Injectable } from '@nestjs/common';
import { v7 as uuid, validate as isUuid } from 'uuid';
import { Notices } from '../platform/database/notices.js';
import type { Page, PageRequest } from './cursor.js';
import { BoundedCache } from './bounded-cache.js';
import { type IssuedKey, issueKey } from './issued-key.js';
import { defaultSettings, type Project, type ProjectSettings } from './project.js';
import { ProjectChanges } from './project-changes.js';
import { ProjectNotFound } from './projects.errors.js';
import { ProjectsRepository } from './projects.repository.js';

/** Settings on which stored rollups depend; when one changes, rollups must be made anew. */
const rollupSettings: readonly (keyof ProjectSettings)[] = ['timezone', 'bounceSeconds'];

const cachedProjects = 10_000;
const cacheMs = 60_000;
// How long memory is believed while news of other processes could be missed.
const blindTrustMs = 1_000;

/** Projects as their owner sees them; what is being deleted is already gone here. */
@Injectable()
export class Projects {
  private readonly byNumber = new BoundedCache<{ no: number; project: Project | null }>(
    cachedProjects,
    cacheMs,
  );
  /** Counts changes, so that an answer read before a change is not kept after it. */
  private changesSeen = 0;

  constructor(
    private readonly repository: ProjectsRepository,
    private readonly changes: ProjectChanges,
    private readonly notices: Notices,
  ) {
    changes.onChanged(({ projectNo }) => {
      this.changesSeen += 1;
      this.byNumber.drop(({ no }) => no === projectNo);
    });
    changes.onGap(() => {
      this.changesSeen += 1;
      this.byNumber.clear();
    });
  }

  /** Makes a project with its first key, a public one; the key is in the answer and never again. */
  async create(
    ownerId: string,
    settings: Pick<ProjectSettings, 'name'> & Partial<ProjectSettings>,
    now: Date = new Date(),
  ): Promise<{ project: Project; key: IssuedKey }> {
    const id = uuid({ msecs: now.getTime() });
    const key = issueKey(
      { projectId: id, name: 'Tracker', kind: 'public', allowedOrigins: [] },
      now,
    );
    const draft = { ...defaultSettings, ...settings, id, ownerId, createdAt: now };
    const news = { kind: 'created', projectId: id, fields: [] } as const;
    const project = await this.repository.add(draft, key.row, (projectNo) =>
      this.changes.payload({ ...news, projectNo }),
    );
    this.changes.announce({ ...news, projectNo: project.no });
    return { project, key };
  }

  page(ownerId: string, request: PageRequest): Promise<Page<Project>> {
    return this.repository.page(ownerId, request);
  }

  /** The project, if it is this user's; else `ProjectNotFound`, also for an id that cannot be one. */
  async findOwned(userId: string, projectId: string): Promise<Project> {
    const project = isUuid(projectId) ? await this.repository.findOwned(userId, projectId) : null;
    if (project === null) throw new ProjectNotFound();
    return project;
  }

  /** The project behind a number of the event store, from memory for up to a minute; null when gone. */
  async byNo(no: number, now: number = Date.now()): Promise<Project | null> {
    const trustMs = this.notices.live ? cacheMs : blindTrustMs;
    const known = this.byNumber.get(String(no), now, trustMs);
    if (known !== undefined) return known.project;
    const { changesSeen } = this;
    const project = await this.repository.findByNo(no);
    if (changesSeen === this.changesSeen) this.byNumber.set(String(no), { no, project }, now);
    return project;
  }

  /** Changes the settings given; listeners of `ProjectChanges` hear which ones really differ. */
  async update(
    project: Project,
    settings: Partial<ProjectSettings>,
    now: Date = new Date(),
  ): Promise<Project> {
    const fields = differing(project, settings);
    if (fields.length === 0) return project;
    const news = {
      kind: 'updated',
      projectId: project.id,
      projectNo: project.no,
      fields,
    } as const;
    const stale = fields.some((field) => rollupSettings.includes(field));
    const updated = await this.repository.update(
      project.id,
      settings,
      stale ? now : null,
      this.changes.payload(news),
    );
    if (updated === null) throw new ProjectNotFound();
    this.changes.announce(news);
    return updated;
  }

  /** Projects whose rollups no longer fit their settings, the longest waiting first. */
  staleRollups(): Promise<{ project: Project; since: Date }[]> {
    return this.repository.staleRollups();
  }

  /** Takes note that rollups fit again; keeps the note if settings changed meanwhile. */
  rollupsRebuilt(no: number, since: Date): Promise<void> {
    return this.repository.rollupsRebuilt(no, since);
  }
}

function differing(
  project: Project,
  settings: Partial<ProjectSettings>,
): (keyof ProjectSettings)[] {
  const given = Object.keys(settings) as (keyof ProjectSettings)[];
  return given.filter((name) => settings[name] !== undefined && settings[name] !== project[name]);
}
