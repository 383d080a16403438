import { Component, input } from '@angular/core';
import type { LiveEvent } from '../api/live-messages';
import { TimeAgo } from '../ui/time/time-ago';

/** The events that just arrived, newest on top. */
@Component({
  selector: 'app-arrived-events',
  imports: [TimeAgo],
  template: `
    <ul>
      @for (event of events(); track event.event_id) {
        <li>
          <strong class="cut">{{ event.event }}</strong>
          <span class="cut soft">{{ event.path ?? event.page_url ?? '' }}</span>
          <span class="cut faint who">{{ about(event) }}</span>
          <app-time-ago class="faint" [time]="event.timestamp" [zone]="zone()" />
        </li>
      }
    </ul>
  `,
  styles: `
    li {
      display: grid;
      grid-template-columns: minmax(90px, 1fr) minmax(0, 1.6fr) minmax(0, 1.4fr) auto;
      gap: var(--space-3);
      padding: var(--space-2) var(--space-4);
      border-top: 1px solid var(--line);
      font-size: var(--text-s);
      animation: arrive 1.2s ease-out;
    }

    strong {
      font-weight: 550;
    }

    app-time-ago {
      text-align: end;
      white-space: nowrap;
    }

    @keyframes arrive {
      from {
        background: var(--good-soft);
      }
    }

    @media (width < 560px) {
      li {
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) auto;
      }

      .who {
        display: none;
      }
    }
  `,
})
export class ArrivedEvents {
  readonly events = input.required<readonly LiveEvent[]>();
  readonly zone = input.required<string>();

  protected about({ browser, os, country, city }: LiveEvent): string {
    const place = [city, country].filter(Boolean).join(', ');
    return [browser, os, place].filter(Boolean).join(' · ');
  }
}
