import { Injectable } from '@nestjs/common';
import { AccessTokens } from '../auth/access-tokens.js';
import { NotSignedIn } from '../auth/auth.errors.js';
import { isKeyLike } from '../projects/api-key.js';
import type { Project } from '../projects/project.js';
import { ProjectNotFound } from '../projects/projects.errors.js';
import { Projects } from '../projects/projects.service.js';
import { ReadKeys } from '../projects/read-keys.js';

/** Who looks through the live window: a person who is signed in, or a read key of one project. */
export interface Watcher {
  /** Of the user or the key. */
  readonly id: string;
  readonly token: string;
  /** The sign-in that ends the look; null for a key. */
  readonly signInId: string | null;
  /** The one project of a key; null for a person, who may have many. */
  readonly projectId: string | null;
  /** Null while nothing ends it. */
  readonly expiresAt: Date | null;
}

/** Knows watchers by what they bring. */
@Injectable()
export class Watchers {
  constructor(
    private readonly accessTokens: AccessTokens,
    private readonly readKeys: ReadKeys,
    private readonly projects: Projects,
  ) {}

  /** Who brings this access token or read key; throws `NotSignedIn` for anything that does not work now. */
  async recognise(token: string): Promise<Watcher> {
    if (!isKeyLike(token)) {
      const { id, signInId, expiresAt } = await this.accessTokens.verify(token);
      return { id, token, signInId, projectId: null, expiresAt };
    }
    const key = await this.readKeys.find(token);
    if (key === null) throw new NotSignedIn();
    const { keyId: id, project, expiresAt } = key;
    return { id, token, signInId: null, projectId: project.id, expiresAt };
  }

  /** The project, if this watcher may see it now; else `ProjectNotFound`, or `NotSignedIn` when nothing works any more. */
  async project(watcher: Watcher, projectId: string): Promise<Project> {
    if (watcher.projectId === null) return this.projects.findOwned(watcher.id, projectId);
    const key = await this.readKeys.find(watcher.token);
    if (key === null) throw new NotSignedIn();
    if (key.project.id !== projectId) throw new ProjectNotFound();
    return key.project;
  }
}
