import { Injectable } from '@nestjs/common';
import { Notices } from '../platform/database/notices.js';
import { hostOf } from './domain.js';
import type { Project } from './project.js';
import { ProjectChanges } from './project-changes.js';
import { ProjectsRepository } from './projects.repository.js';

const trustMs = 60_000;
// How long memory is believed while news of other processes could be missed.
const blindTrustMs = 1_000;

interface Read {
  readonly sites: ReadonlyMap<string, Project>;
  readonly at: number;
}

/**
 * Which project a site belongs to, for clients that know a domain and no key. All domains are kept in memory, so that
 * no flood of made-up ones becomes a flood of queries.
 */
@Injectable()
export class SiteDomains {
  private read: Read | null = null;
  private reading: Promise<Read> | null = null;

  constructor(
    private readonly projects: ProjectsRepository,
    private readonly notices: Notices,
    changes: ProjectChanges,
  ) {
    const forget = (): void => {
      this.read = null;
      this.reading = null;
    };
    changes.onChanged(forget);
    changes.onGap(forget);
  }

  /** The oldest project with this domain, or null; `now` is epoch milliseconds. */
  async find(domain: string, now: number): Promise<Project | null> {
    const host = hostOf(domain);
    if (host === null) return null;
    const { sites } = await this.known(now);
    return sites.get(host) ?? sites.get(host.replace(/^www\./, '')) ?? null;
  }

  private async known(now: number): Promise<Read> {
    const trusted = this.notices.live ? trustMs : blindTrustMs;
    if (this.read !== null && now - this.read.at < trusted) return this.read;
    const reading = (this.reading ??= this.readAll(now));
    try {
      const read = await reading;
      // What was read before a change is used once, and not kept.
      if (this.reading === reading) this.read = read;
      return read;
    } finally {
      if (this.reading === reading) this.reading = null;
    }
  }

  private async readAll(now: number): Promise<Read> {
    const sites = new Map<string, Project>();
    for (const project of await this.projects.findWithDomain()) {
      if (project.domain !== null && !sites.has(project.domain)) sites.set(project.domain, project);
    }
    return { sites, at: now };
  }
}

/** Whether a page of this origin belongs to the domain: it is there, or below it. */
export function isOfDomain(origin: string | undefined, domain: string | null): boolean {
  const host = origin === undefined ? undefined : URL.parse(origin)?.hostname;
  return host !== undefined && domain !== null && (host === domain || host.endsWith(`.${domain}`));
}
