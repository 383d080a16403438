import { httpResource } from '@angular/common/http';
import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { apiUrl } from '../api/api';
import type { FunnelPeople } from '../api/models';
import { Asking } from '../question/asking';
import { Avatar } from '../ui/avatar';
import { ErrorState } from '../ui/error-state';
import { Skeleton } from '../ui/skeleton';
import { momentOf } from '../ui/time/moment';

const SHOWN = 20;

/** The latest people who came to a step of a funnel and went no further. */
@Component({
  selector: 'app-funnel-people-list',
  imports: [Avatar, ErrorState, RouterLink, Skeleton],
  template: `
    @if (people(); as list) {
      <ul>
        @for (one of list; track $index) {
          <li>
            <app-avatar
              [id]="one.distinct_id ?? one.session_id ?? ''"
              [nobody]="one.distinct_id === null"
            />
            @if (one.distinct_id; as id) {
              <a
                class="cut"
                [routerLink]="['/projects', asking.projectId(), 'events']"
                [queryParams]="{ f: 'is,user,' + id }"
                >{{ id }}</a
              >
            } @else {
              <span class="soft" i18n>Anonymous</span>
            }
            <span class="faint">{{ one.time }}</span>
          </li>
        } @empty {
          <li class="soft" i18n>Nobody.</li>
        }
      </ul>
    } @else if (answer.error()) {
      <app-error-state [error]="answer.error()" (retry)="answer.reload()" />
    } @else {
      <app-skeleton height="80px" />
    }
  `,
  styles: `
    :host {
      display: block;
      margin-top: var(--space-2);
    }

    ul {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(300px, 100%), 1fr));
      gap: var(--space-1) var(--space-5);
    }

    li {
      display: flex;
      align-items: center;
      gap: var(--space-2);
      min-width: 0;
    }

    .faint {
      margin-left: auto;
      font-size: var(--text-s);
      white-space: nowrap;
    }
  `,
})
export class FunnelPeopleList {
  readonly question = input.required<object>();
  readonly step = input.required<number>();
  protected readonly asking = inject(Asking);
  protected readonly answer = httpResource<FunnelPeople>(() => ({
    url: apiUrl`/analytics/${this.asking.projectId()}/funnel/people`,
    method: 'POST',
    body: { ...this.question(), step: this.step(), outcome: 'dropped', limit: SHOWN },
  }));
  protected readonly people = computed(() =>
    this.answer.hasValue()
      ? this.answer
          .value()
          .data.map((one) => ({ ...one, time: momentOf(one.reached_at, this.asking.zone()) }))
      : null,
  );
}
