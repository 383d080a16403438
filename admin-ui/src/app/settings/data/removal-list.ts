import { httpResource } from '@angular/common/http';
import { Component, computed, inject } from '@angular/core';
import { apiUrl } from '../../api/api';
import type { Removal, RemovalList as List } from '../../api/models';
import { CurrentProject } from '../../projects/current-project';
import { RemovalProgress } from '../../projects/removal-progress';
import { Card } from '../../ui/card';
import { ErrorState } from '../../ui/error-state';
import { exact } from '../../ui/numbers/number-format';
import { steady } from '../../ui/steady';
import { fullMomentOf } from '../../ui/time/moment';
import { TimeAgo } from '../../ui/time/time-ago';
import { say } from '../../ui/words/say';

/** What was removed lately, and what is being removed. */
@Component({
  selector: 'app-removal-list',
  imports: [Card, ErrorState, RemovalProgress, TimeAgo],
  template: `
    @if (error() && !removals()) {
      <app-card heading="Removals" i18n-heading>
        <app-error-state [error]="error()" (retry)="answer.reload()" />
      </app-card>
    } @else if (removals()?.length) {
      <app-card
        [flush]="true"
        heading="Removals"
        i18n-heading
        hint="Of the last 90 days."
        i18n-hint
      >
        <ul>
          @for (removal of removals(); track removal.id) {
            <li>
              <p>
                <strong>{{ subjectOf(removal) }}</strong>
                <span class="faint"
                  ><ng-container i18n>asked</ng-container>
                  <app-time-ago [time]="removal.requested_at" [zone]="project().timezone"
                /></span>
              </p>
              @if (removal.status === 'done') {
                <p class="soft" i18n>{{ count(removal.removed) }} removed</p>
              } @else {
                <app-removal-progress
                  [projectId]="project().id"
                  [removal]="removal"
                  (finished)="answer.reload()"
                />
              }
            </li>
          }
        </ul>
      </app-card>
    }
  `,
  styles: `
    li {
      display: grid;
      gap: var(--space-1);
      padding: var(--space-3) var(--space-4);
      border-top: 1px solid var(--line);
    }

    p {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      gap: 0 var(--space-3);
      overflow-wrap: anywhere;
    }
  `,
})
export class RemovalList {
  private readonly current = inject(CurrentProject);
  protected readonly project = computed(() => this.current.required());
  protected readonly answer = httpResource<List>(
    () => apiUrl`/projects/${this.project().id}/removals`,
  );
  private readonly kept = steady(this.answer, () => this.project().id);
  protected readonly error = this.kept.error;
  protected readonly removals = computed(() => this.kept.value()?.data);
  protected readonly count = (value: number) => exact(value, 'count');

  reload(): void {
    this.answer.reload();
  }

  protected subjectOf({ kind, user, range, filters }: Removal): string {
    if (kind === 'person') return user ? say('User {0}', user) : say('A user, forgotten');
    const zone = this.project().timezone;
    const when = range
      ? say('{0} to {1}', fullMomentOf(range.start, zone), fullMomentOf(range.end, zone))
      : '';
    return filters?.length
      ? say('Events under {0} filters, {1}', filters.length, when)
      : say('All events, {0}', when);
  }
}
