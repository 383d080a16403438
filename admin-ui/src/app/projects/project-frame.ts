import { Component, effect, inject, input } from '@angular/core';
import { Button } from '../ui/button';
import { RouterLink, RouterOutlet } from '@angular/router';
import { EmptyState } from '../ui/empty-state';
import { ErrorState } from '../ui/error-state';
import { Skeleton } from '../ui/skeleton';
import { CurrentProject } from './current-project';

/** Opens the pages of one project once it is known to be the person's. */
@Component({
  selector: 'app-project-frame',
  imports: [EmptyState, ErrorState, Button, RouterLink, RouterOutlet, Skeleton],
  template: `
    @if (current.project()) {
      <router-outlet />
    } @else if (current.list.error(); as error) {
      <app-error-state class="page" [error]="error" (retry)="current.reload()" />
    } @else if (current.list.hasValue() && !current.list.isLoading()) {
      <app-empty-state
        class="page"
        icon="search"
        heading="There is no such project"
        i18n-heading
        text="It was deleted, or it belongs to someone else."
        i18n-text
      >
        <a appButton="filled" routerLink="/projects" i18n>Go to your projects</a>
      </app-empty-state>
    } @else {
      <div class="page" aria-busy="true">
        <app-skeleton height="36px" width="280px" />
        <app-skeleton class="block" height="420px" />
      </div>
    }
  `,
  styles: `
    .block {
      margin-top: var(--space-5);
      border-radius: var(--radius-l);
    }
  `,
})
export class ProjectFrame {
  protected readonly current = inject(CurrentProject);
  readonly projectId = input.required<string>();

  constructor() {
    effect((onCleanup) => {
      this.current.open(this.projectId());
      onCleanup(() => this.current.open(null));
    });
  }
}
