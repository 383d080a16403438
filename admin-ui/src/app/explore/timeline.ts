import { Component, computed, input, linkedSignal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { EventRow } from '../api/models';
import { EventFacts } from '../ui/event-facts';
import { Icon } from '../ui/icon';
import { duration, exact } from '../ui/numbers/number-format';
import { clockOf, fullMomentOf } from '../ui/time/moment';
import { say } from '../ui/words/say';
import { secondsFrom, stretchesOf } from './stretches';

/**
 * What somebody did, one line an event; a line opens to all that the event carries. Oldest first it counts from the
 * beginning, newest first it is headed by the sessions.
 */
@Component({
  selector: 'app-timeline',
  imports: [EventFacts, Icon, RouterLink],
  template: `
    @for (stretch of stretches(); track stretch.key) {
      @if (newestFirst()) {
        <h3>
          <span>{{ stretch.began }}</span>
          @if (stretch.sessionId; as id) {
            <a
              [routerLink]="['/projects', projectId(), 'sessions', id]"
              queryParamsHandling="preserve"
              i18n
              >The whole session</a
            >
          } @else {
            <span class="faint" i18n>outside any session</span>
          }
        </h3>
      }
      <ol>
        @for (step of stretch.steps; track step.event.event_id) {
          @let open = shown() === step.event.event_id;
          <li [class.open]="open">
            <button
              type="button"
              [attr.aria-expanded]="open"
              (click)="shown.set(open ? null : step.event.event_id)"
            >
              <span class="at" [title]="step.exact">{{ step.at }}</span>
              <span class="mark" [class.view]="step.isPage"
                ><app-icon [name]="step.isPage ? 'page' : 'bolt'" [size]="14"
              /></span>
              <span class="what">
                <span class="name">{{ step.name }}</span>
                @if (step.where) {
                  <span class="faint">{{ step.where }}</span>
                }
              </span>
              @if (step.pause) {
                <span class="pause faint" [title]="step.pauseText">{{ step.pause }}</span>
              }
            </button>
            @if (open) {
              <div class="facts">
                <app-event-facts [event]="step.event" [projectId]="projectId()" />
              </div>
            }
          </li>
        }
      </ol>
    }
  `,
  styleUrl: './timeline.scss',
})
export class Timeline {
  readonly events = input.required<readonly EventRow[]>();
  readonly projectId = input.required<string>();
  readonly zone = input.required<string>();
  readonly newestFirst = input(false);
  /** The event that is open. */
  protected readonly shown = linkedSignal<string, string | null>({
    source: this.projectId,
    computation: () => null,
  });

  protected readonly stretches = computed(() => {
    const zone = this.zone();
    const newestFirst = this.newestFirst();
    const start = this.events()[0]?.timestamp ?? '';
    return stretchesOf(this.events(), newestFirst).map((stretch) => ({
      ...stretch,
      began: fullMomentOf(stretch.began, zone),
      steps: stretch.steps.map(({ event, pause }) => {
        const isPage = event.event === 'page_view';
        return {
          event,
          isPage,
          name: isPage ? (event.path ?? say('A page')) : event.event,
          where: isPage ? null : event.path,
          at: newestFirst
            ? clockOf(event.timestamp, zone)
            : `+${duration(secondsFrom(start, event.timestamp))}`,
          exact: fullMomentOf(event.timestamp, zone),
          pause: pause !== null && pause >= 1 ? duration(pause) : null,
          pauseText: say('{0} until the next event', exact(pause, 'seconds')),
        };
      }),
    }));
  });
}
