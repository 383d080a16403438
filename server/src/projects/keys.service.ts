import { Injectable } from '@nestjs/common';
import { validate as isUuid } from 'uuid';
import type { ApiKey } from './api-key.entity.js';
import type { KeyKind } from './api-key.js';
import type { Page, PageRequest } from './cursor.js';
import { type IssuedKey, issueKey } from './issued-key.js';
import { KeysRepository } from './keys.repository.js';
import type { Project } from './project.js';
import { ProjectChanges, type ProjectNews } from './project-changes.js';
import { KeyNotActive, KeyNotFound, NoOriginsOfReadKeys, TooManyKeys } from './projects.errors.js';

const mostActiveKeys = 50;
const hour = 3_600_000;

/** The keys of a project, for its owner. What changes here holds in every process within a second. */
@Injectable()
export class Keys {
  constructor(
    private readonly repository: KeysRepository,
    private readonly changes: ProjectChanges,
  ) {}

  page(project: Project, request: PageRequest): Promise<Page<ApiKey>> {
    return this.repository.page(project.id, request);
  }

  /** Makes a key; the key itself is in the answer and never again. */
  async create(
    project: Project,
    draft: { name: string; kind: KeyKind; allowedOrigins: string[] },
    now: Date = new Date(),
  ): Promise<IssuedKey> {
    refuseOrigins(draft.kind, draft.allowedOrigins);
    await this.refuseTooMany(project, now);
    const issued = issueKey({ ...draft, projectId: project.id }, now);
    await this.change(project, (news) => this.repository.add(issued.row, news));
    return issued;
  }

  async update(
    project: Project,
    id: string,
    change: Partial<Pick<ApiKey, 'name' | 'allowedOrigins'>>,
  ): Promise<ApiKey> {
    const key = await this.find(project, id);
    if (Object.keys(change).length === 0) return key;
    refuseOrigins(key.kind, change.allowedOrigins ?? []);
    await this.change(project, (news) => this.repository.update(key.id, change, news));
    return { ...key, ...change };
  }

  /** Stops a key at once; doing so again changes nothing. */
  async revoke(project: Project, id: string, now: Date = new Date()): Promise<void> {
    const key = await this.find(project, id);
    await this.change(project, (news) => this.repository.revoke(key.id, now, news));
  }

  /** Makes the successor of a key, with its name and origins; the old one works for the grace only. */
  async rotate(
    project: Project,
    id: string,
    graceHours: number,
    now: Date = new Date(),
  ): Promise<{ issued: IssuedKey; endsAt: Date }> {
    const { name, kind, allowedOrigins, ...old } = await this.find(project, id);
    if (old.revokedAt !== null || old.expiresAt !== null) throw new KeyNotActive();
    await this.refuseTooMany(project, now);
    const endsAt = new Date(now.getTime() + graceHours * hour);
    const ending = graceHours === 0 ? { revokedAt: now } : { expiresAt: endsAt };
    const issued = issueKey({ projectId: project.id, name, kind, allowedOrigins }, now);
    const rotated = await this.change(project, (news) =>
      this.repository.rotate(old.id, ending, issued.row, news),
    );
    if (!rotated) throw new KeyNotActive();
    return { issued, endsAt };
  }

  private async find(project: Project, id: string): Promise<ApiKey> {
    const key = isUuid(id) ? await this.repository.find(project.id, id) : null;
    if (key === null) throw new KeyNotFound();
    return key;
  }

  private async refuseTooMany(project: Project, now: Date): Promise<void> {
    const active = await this.repository.countActive(project.id, now);
    if (active >= mostActiveKeys) throw new TooManyKeys(mostActiveKeys);
  }

  private async change<T>(project: Project, work: (news: string) => Promise<T>): Promise<T> {
    const news: ProjectNews = {
      kind: 'keys',
      projectId: project.id,
      projectNo: project.no,
      fields: [],
    };
    const result = await work(this.changes.payload(news));
    this.changes.announce(news);
    return result;
  }
}

function refuseOrigins(kind: KeyKind, origins: readonly string[]): void {
  if (kind === 'read' && origins.length > 0) throw new NoOriginsOfReadKeys();
}
