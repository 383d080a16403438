import { Component, computed, input } from '@angular/core';
import type { EventRow } from '../api/models';
import { RouterLink } from '@angular/router';
import { countryName } from './country';
import { PropertyTree } from './property-tree';
import { say } from './words/say';

interface Fact {
  readonly label: string;
  readonly value: string;
  readonly code?: boolean;
  /** A page of the project about it. */
  readonly page?: string;
}

/** One event, whole: where and who, its properties as a tree. */
@Component({
  selector: 'app-event-facts',
  imports: [PropertyTree, RouterLink],
  template: `
    @for (group of groups(); track group.name) {
      <section>
        <h2>{{ group.name }}</h2>
        <dl>
          @for (fact of group.facts; track fact.label) {
            <dt>{{ fact.label }}</dt>
            <dd [class.code]="fact.code">
              @if (fact.page && projectId()) {
                <a [routerLink]="['/projects', projectId(), fact.page, fact.value]">{{
                  fact.value
                }}</a>
              } @else {
                {{ fact.value }}
              }
            </dd>
          }
        </dl>
      </section>
    }
    <section>
      <h2 i18n>Properties</h2>
      @if (hasProperties()) {
        <app-property-tree [value]="event().properties" />
      } @else {
        <p class="faint" i18n>This event carries none.</p>
      }
    </section>
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(280px, 100%), 1fr));
      align-content: start;
      gap: var(--space-5);
    }

    h2 {
      margin-bottom: var(--space-2);
      color: var(--ink-soft);
      font-size: var(--text-s);
      letter-spacing: 0;
    }

    dl {
      display: grid;
      grid-template-columns: 104px minmax(0, 1fr);
      gap: 5px var(--space-3);
    }

    dt {
      color: var(--ink-faint);
    }

    dd {
      overflow-wrap: anywhere;
    }

    .code {
      font-family: var(--font-mono);
      font-size: var(--text-s);
    }
  `,
})
export class EventFacts {
  readonly event = input.required<EventRow>();
  /** With it, user and session lead to their own pages. */
  readonly projectId = input('');

  protected readonly hasProperties = computed(
    () => Object.keys(this.event().properties).length > 0,
  );
  protected readonly groups = computed(() => {
    const event = this.event();
    const country = event.country ? countryName(event.country) : null;
    return [
      {
        name: say('Where'),
        facts: facts(
          [say('Page'), event.page_url ?? event.path],
          [say('Source'), event.source],
          [say('Referrer'), event.referrer],
        ),
      },
      {
        name: say('Who'),
        facts: facts(
          [say('User'), event.user_id, true, 'users'],
          [say('Anonymous id'), event.anonymous_id, true, 'users'],
          [say('Session'), event.session_id, true, 'sessions'],
          [say('Place'), [event.city, country].filter(Boolean).join(', ')],
          [say('Device'), [event.browser, event.os, event.device].filter(Boolean).join(' · ')],
          [say('Event id'), event.event_id, true],
        ),
      },
    ].filter(({ facts: known }) => known.length > 0);
  });
}

type Row = [label: string, value: string | null, code?: boolean, page?: string];

function facts(...rows: Row[]): Fact[] {
  return rows.flatMap(([label, value, code, page]) =>
    value ? [{ label, value, code, page }] : [],
  );
}
