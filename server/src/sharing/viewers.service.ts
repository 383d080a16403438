import { Injectable } from '@nestjs/common';
import { NotSignedIn } from '../auth/auth.errors.js';
import { DoorLimits } from '../auth/door-limits.js';
import { Passwords } from '../auth/passwords.js';
import type { Project } from '../projects/project.js';
import { Projects } from '../projects/projects.service.js';
import { isOpen, isSlug, type Link } from './link.js';
import { LinksRepository } from './links.repository.js';
import { LinkNotFound, LinkPasswordRequired, WrongLinkPassword } from './sharing.errors.js';
import { ViewerTokens } from './viewer-tokens.js';

/** Somebody who looks through a link that is open. */
export interface View {
  readonly link: Link;
  readonly project: Project;
}

/** Those who look at a dashboard without an account. */
@Injectable()
export class Viewers {
  constructor(
    private readonly links: LinksRepository,
    private readonly projects: Projects,
    private readonly tokens: ViewerTokens,
    private readonly passwords: Passwords,
    private readonly limits: DoorLimits,
  ) {}

  /** A token for whoever knows the slug, and the password if there is one; guesses are counted. */
  async enter(
    slug: string,
    password: string | null,
    ip: string,
    now: Date = new Date(),
  ): Promise<View & { token: string }> {
    await this.limits.view(ip);
    const view = isSlug(slug) ? await this.viewOf(await this.links.bySlug(slug), now) : null;
    if (view === null) throw new LinkNotFound();
    await this.checkPassword(view.link, password, ip);
    return { ...view, token: await this.tokens.issue(view.link.id) };
  }

  /** What a token opens now; `NotSignedIn` once it or its link has ended. */
  async admit(token: string, now: Date = new Date()): Promise<View> {
    const id = await this.tokens.linkOf(token);
    const view = id === null ? null : await this.viewOf(await this.links.byId(id), now);
    if (view === null) throw new NotSignedIn('The link has ended, or has to be opened again.');
    return view;
  }

  /** Pages that may frame the page of this slug; none for what is no open link. */
  async framersOf(slug: string, now: Date = new Date()): Promise<readonly string[]> {
    const link = isSlug(slug) ? await this.links.bySlug(slug) : null;
    return link !== null && isOpen(link, now) ? link.embedOrigins : [];
  }

  private async viewOf(link: Link | null, now: Date): Promise<View | null> {
    if (link === null || !isOpen(link, now)) return null;
    const project = await this.projects.byNo(link.projectNo, now.getTime());
    return project === null ? null : { link, project };
  }

  private async checkPassword(link: Link, password: string | null, ip: string): Promise<void> {
    if (link.passwordHash === null) return;
    if (password === null) throw new LinkPasswordRequired();
    await this.limits.viewPassword(ip, link.id);
    if (!(await this.passwords.fits(password, link.passwordHash))) throw new WrongLinkPassword();
    await this.limits.viewPasswordFitted(ip, link.id);
  }
}
