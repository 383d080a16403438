import { Service, computed, inject, resource, signal } from '@angular/core';
import { Api, apiUrl } from '../api/api';
import type { Project, Viewer } from '../api/models';
import { Session } from '../session/session';
import { steady } from '../ui/steady';

/** What a public link tells of its project. */
type SharedProject = Viewer['project'];

/** The projects of the person and the one whose pages are open. */
@Service()
export class CurrentProject {
  private readonly api = inject(Api);
  private readonly session = inject(Session);
  private readonly id = signal<string | null>(null);

  readonly list = resource({
    params: () => this.session.user()?.id,
    loader: () => this.api.getAll<Project>(apiUrl`/projects`),
  });
  /** Kept when a reload fails, so that an open project stays open. */
  private readonly kept = steady(this.list, () => this.session.user()?.id ?? '');
  readonly known = computed(() => this.kept.value() !== undefined);
  readonly all = computed(() => this.kept.value() ?? []);
  private readonly lent = signal<SharedProject | null>(null);
  /** The open project is not the person's: somebody shared its dashboard. */
  readonly shared = computed(() => this.lent() !== null);
  readonly project = computed(() => this.all().find(({ id }) => id === this.id()) ?? null);

  open(id: string | null): void {
    this.id.set(id);
  }

  /** Opens a project that somebody shared; null closes it. */
  lend(project: SharedProject | null): void {
    this.lent.set(project);
  }

  /** What every page of a project may know of it, the shared dashboard too. */
  seen(): SharedProject {
    return this.lent() ?? this.required();
  }

  /** The open project; only for pages inside its frame, which opens when it is known. */
  required(): Project {
    const project = this.project();
    if (!project) throw new Error('No project is open.');
    return project;
  }

  reload(): void {
    this.list.reload();
  }
}
