import { Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Api, apiUrl } from '../api/api';
import type { Profile, Removal } from '../api/models';
import { sentenceOf } from '../api/problem';
import { CurrentProject } from '../projects/current-project';
import { RemovalProgress } from '../projects/removal-progress';
import { Removals } from '../projects/removals';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { Confirm } from '../ui/confirm';
import { exact } from '../ui/numbers/number-format';
import { saveFile } from '../ui/save-file';
import { Toasts } from '../ui/toast';
import { say } from '../ui/words/say';

/** Everything kept of a person is removed for good, after showing how much that is. */
@Component({
  selector: 'app-forget-person',
  imports: [Button, Card, RemovalProgress, RouterLink],
  template: `
    <app-card heading="Privacy" i18n-heading>
      @if (removal(); as running) {
        <app-removal-progress
          [projectId]="project().id"
          [removal]="running"
          (finished)="over.set(true)"
        />
        @if (over()) {
          <p class="after soft" i18n>Nothing of this user is kept any more.</p>
          <a appButton="outlined" [routerLink]="['/projects', project().id, 'users']" i18n
            >See the users</a
          >
        }
      } @else {
        <p class="soft" i18n>
          Answers a person who asks what is kept of them, or to be forgotten: all events, sessions,
          traits and ids.
        </p>
        <div class="actions">
          <button appButton="outlined" type="button" [disabled]="busy()" (click)="save()" i18n>
            Export
          </button>
          <button
            appButton="outlined"
            type="button"
            class="erase"
            [disabled]="busy()"
            (click)="erase()"
            i18n
          >
            Erase …
          </button>
        </div>
      }
    </app-card>
  `,
  styles: `
    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
      margin-top: var(--space-3);
    }

    .erase {
      color: var(--bad);
    }

    .after {
      margin-block: var(--space-3);
    }
  `,
})
export class ForgetPerson {
  private readonly api = inject(Api);
  private readonly confirm = inject(Confirm);
  private readonly current = inject(CurrentProject);
  private readonly removals = inject(Removals);
  private readonly toasts = inject(Toasts);
  readonly person = input.required<Profile>();

  protected readonly project = computed(() => this.current.required());
  protected readonly busy = signal(false);
  protected readonly over = signal(false);
  protected readonly removal = signal<Removal | null>(null);

  protected async save(): Promise<void> {
    const [project, user] = [this.project().id, this.person().distinct_id];
    this.busy.set(true);
    try {
      const url = apiUrl`/analytics/${project}/users/${user}/export`;
      // The id may say who it is, and stays out of names of files.
      saveFile(`person-${new Date().toISOString().slice(0, 10)}.json`, await this.api.getFile(url));
    } catch (refused) {
      this.toasts.complain(say('The file was not made: {0}', sentenceOf(refused)));
    }
    this.busy.set(false);
  }

  protected async erase(): Promise<void> {
    const user = this.person().distinct_id;
    this.busy.set(true);
    try {
      const found = await this.removals.preview(this.project().id, { user });
      const sure = await this.confirm.ask({
        title: say('Erase «{0}»?', user),
        text: say(
          '{0} events of {1} visits, all traits and {2} ids are removed for good, and every number is counted anew without them.',
          exact(found.events, 'count'),
          exact(found.visits, 'count'),
          exact(found.ids.length, 'count'),
        ),
        action: say('Erase user'),
        typed: user,
      });
      if (sure) this.removal.set(await this.removals.request(this.project().id, { user }));
    } catch (refused) {
      this.toasts.complain(sentenceOf(refused));
    }
    this.busy.set(false);
  }
}
