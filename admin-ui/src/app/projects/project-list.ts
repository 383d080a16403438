import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { Button } from '../ui/button';
import { type Params, Router, RouterLink } from '@angular/router';
import { LiveSocket } from '../api/live-socket';
import { EmptyState } from '../ui/empty-state';
import { ErrorState } from '../ui/error-state';
import { PageHeader } from '../ui/page-header';
import { Skeleton } from '../ui/skeleton';
import { CurrentProject } from './current-project';
import { DeletionProgress } from './deletion-progress';
import { ProjectCard } from './project-card';

/** From this many projects on there is a field to find one. */
const SEARCH_FROM = 7;

@Component({
  selector: 'app-project-list',
  imports: [
    DeletionProgress,
    EmptyState,
    ErrorState,
    Button,
    PageHeader,
    ProjectCard,
    RouterLink,
    Skeleton,
  ],
  host: { class: 'page' },
  templateUrl: './project-list.html',
  styleUrl: './project-list.scss',
})
export class ProjectList {
  private readonly router = inject(Router);
  private readonly live = inject(LiveSocket);
  protected readonly current = inject(CurrentProject);
  /** What to find, in the URL. */
  readonly search = input<string>();

  /** The project whose removal is shown. */
  readonly deleting = input<string>();

  protected readonly searchable = computed(() => this.current.all().length >= SEARCH_FROM);
  protected readonly shown = computed(() => {
    const wanted = (this.search() ?? '').trim().toLocaleLowerCase();
    return this.current
      .all()
      .filter(({ name, domain }) => `${name} ${domain ?? ''}`.toLocaleLowerCase().includes(wanted));
  });
  protected readonly online = signal<ReadonlyMap<string, number>>(new Map());

  constructor() {
    effect((onCleanup) => {
      const watches = this.current.all().map(({ id }) =>
        this.live.watch(id, {
          online: (count) => this.online.update((known) => new Map(known).set(id, count)),
        }),
      );
      onCleanup(() => watches.forEach((watch) => watch.stop()));
    });
  }

  protected find(search: string): void {
    this.change({ search: search || null });
  }

  protected closeDeletion(): void {
    this.change({ deleting: null });
  }

  private change(queryParams: Params): void {
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }
}
