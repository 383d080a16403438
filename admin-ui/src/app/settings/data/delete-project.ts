import { Component, computed, inject, signal } from '@angular/core';
import { Button } from '../../ui/button';
import { Router } from '@angular/router';
import { Api, apiUrl } from '../../api/api';
import { sentenceOf } from '../../api/problem';
import { CurrentProject } from '../../projects/current-project';
import { Card } from '../../ui/card';
import { Confirm } from '../../ui/confirm';
import { Toasts } from '../../ui/toast';
import { SayPipe } from '../../ui/words/say-pipe';
import { say } from '../../ui/words/say';

/** Ends a project: it is gone from the console at once, its events are removed in the background. */
@Component({
  selector: 'app-delete-project',
  imports: [SayPipe, Card, Button],
  template: `
    <app-card heading="Delete this project" i18n-heading [danger]="true">
      <p class="soft" i18n>
        «{{ project().name }}», its keys and every event of it are deleted. The project is gone from
        here at once, and its keys stop working; the events are removed in the background. This
        cannot be undone.
      </p>
      <button
        appButton="filled"
        class="danger"
        type="button"
        [disabled]="working()"
        (click)="deleteProject()"
      >
        {{ (working() ? 'Deleting …' : 'Delete project') | say }}
      </button>
    </app-card>
  `,
  styles: `
    p {
      max-width: 64ch;
      margin-bottom: var(--space-4);
    }
  `,
})
export class DeleteProject {
  private readonly api = inject(Api);
  private readonly confirm = inject(Confirm);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly current = inject(CurrentProject);
  protected readonly project = computed(() => this.current.required());
  protected readonly working = signal(false);

  protected async deleteProject(): Promise<void> {
    const { id, name } = this.project();
    const sure = await this.confirm.ask({
      title: say('Delete «{0}»?', name),
      text: say('All events, keys and settings of this project are deleted for good.'),
      action: say('Delete project'),
      typed: name,
    });
    if (!sure) return;
    this.working.set(true);
    try {
      await this.api.delete(apiUrl`/projects/${id}`);
      await this.router.navigate(['/projects'], { queryParams: { deleting: id } });
      this.current.reload();
    } catch (refused) {
      this.toasts.complain(sentenceOf(refused));
      this.working.set(false);
    }
  }
}
