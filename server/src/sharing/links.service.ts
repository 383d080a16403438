import { Injectable } from '@nestjs/common';
import { v7 as uuid, validate as isUuid } from 'uuid';
import { Passwords } from '../auth/passwords.js';
import type { Project } from '../projects/project.js';
import { type Link, newSlug } from './link.js';
import { LinksRepository } from './links.repository.js';
import { LockedFilters } from './locked-filters.js';
import { EndsTooEarly, LinkNotFound, TooManyLinks } from './sharing.errors.js';

const mostOpenLinks = 50;
const mostListed = 500;

export interface LinkDraft {
  readonly name: string;
  readonly password: string | null;
  readonly filters: readonly unknown[];
  readonly embedOrigins: readonly string[];
  readonly expiresAt: Date | null;
}

/** The public links of a project, for its owner. */
@Injectable()
export class Links {
  constructor(
    private readonly repository: LinksRepository,
    private readonly passwords: Passwords,
    private readonly lockedFilters: LockedFilters,
  ) {}

  /** Makes a link; throws `EndsTooEarly`, `TooManyLinks`, or what is wrong with its filters. */
  async create(project: Project, draft: LinkDraft, now: Date = new Date()): Promise<Link> {
    const { password, expiresAt } = draft;
    if (expiresAt !== null && expiresAt <= now) throw new EndsTooEarly();
    await this.lockedFilters.check(draft.filters, project);
    const link: Link = {
      id: uuid({ msecs: now.getTime() }),
      projectId: project.id,
      projectNo: project.no,
      name: draft.name,
      slug: newSlug(),
      passwordHash: password === null ? null : await this.passwords.hash(password),
      filters: draft.filters,
      embedOrigins: draft.embedOrigins,
      createdAt: now,
      expiresAt,
      revokedAt: null,
    };
    if (!(await this.repository.add(link, mostOpenLinks))) throw new TooManyLinks(mostOpenLinks);
    return link;
  }

  /** The latest first. */
  list(project: Project): Promise<Link[]> {
    return this.repository.list(project.id, mostListed);
  }

  /** Ends a link, and every look through it, at once; doing so again changes nothing. */
  async revoke(project: Project, id: string, now: Date = new Date()): Promise<void> {
    const found = isUuid(id) && (await this.repository.revoke(project.id, id, now));
    if (!found) throw new LinkNotFound();
  }
}
