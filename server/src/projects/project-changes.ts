import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Notices } from '../platform/database/notices.js';
import type { ProjectSettings } from './project.js';

/** What happened: `deleting` means gone for everybody, `deleted` that its rows are gone too. */
type ProjectChangeKind = 'created' | 'updated' | 'keys' | 'deleting' | 'deleted';

/** A change of a project that is committed. */
export interface ProjectChange {
  readonly kind: ProjectChangeKind;
  readonly projectId: string;
  readonly projectNo: number;
  /** The settings that differ now; only of an update. */
  readonly fields: readonly (keyof ProjectSettings)[];
  /** True in the one process that made the change: what must be done once is done there. */
  readonly local: boolean;
}

export type ProjectChangeListener = (change: ProjectChange) => void;
export type ProjectNews = Omit<ProjectChange, 'local'>;

export const projectChannel = 'project_changes';

/** Tells every process that a project changed, always after the commit. */
@Injectable()
export class ProjectChanges {
  private readonly process = randomUUID();
  private readonly listeners = new Set<ProjectChangeListener>();
  private readonly gapListeners = new Set<() => void>();

  constructor(notices: Notices) {
    notices.listen(projectChannel, {
      heard: (payload) => this.heard(payload),
      caughtUp: () => {
        for (const listener of this.gapListeners) listener();
      },
    });
  }

  /** Calls the listener for every change from now on; answers how to stop it. */
  onChanged(listener: ProjectChangeListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Calls the listener when changes of other processes may have been missed: forget what you keep. */
  onGap(listener: () => void): () => void {
    this.gapListeners.add(listener);
    return () => this.gapListeners.delete(listener);
  }

  /** What the transaction sends along, so that the news commits with the change. */
  payload(news: ProjectNews): string {
    return JSON.stringify({ ...news, process: this.process });
  }

  /** Tells this process at once; to be called after the commit. */
  announce(news: ProjectNews): void {
    this.tell({ ...news, local: true });
  }

  private heard(payload: string): void {
    const { process, ...news } = JSON.parse(payload) as ProjectNews & { process: string };
    if (process !== this.process) this.tell({ ...news, local: false });
  }

  private tell(change: ProjectChange): void {
    for (const listener of this.listeners) listener(change);
  }
}
