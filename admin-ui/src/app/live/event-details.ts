import { Component, computed, inject } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogClose, MatDialogContent } from '@angular/material/dialog';
import { RouterLink } from '@angular/router';
import { countryName } from '../ui/country';
import { Icon } from '../ui/icon';
import type { LiveEvent } from '../api/live-messages';
import { PropertyTree } from './property-tree';

interface DetailsData {
  readonly event: LiveEvent;
  readonly zone: string;
  readonly projectId: string;
}

interface Fact {
  readonly label: string;
  readonly value: string;
  readonly code?: boolean;
}

/** One event, whole: when and where, its properties as a tree, its session and its user. */
@Component({
  selector: 'app-event-details',
  imports: [Icon, MatDialogClose, MatDialogContent, PropertyTree, RouterLink],
  template: `
    <header>
      <div>
        <p class="faint">{{ when() }}</p>
        <h2>{{ event.event }}</h2>
      </div>
      <button type="button" matDialogClose aria-label="Close"><app-icon name="x" /></button>
    </header>
    <mat-dialog-content>
      @for (group of groups(); track group.name) {
        <section>
          <h3>{{ group.name }}</h3>
          <dl>
            @for (fact of group.facts; track fact.label) {
              <dt>{{ fact.label }}</dt>
              <dd [class.code]="fact.code">{{ fact.value }}</dd>
            }
          </dl>
        </section>
      }
      <section>
        <h3>Properties</h3>
        @if (hasProperties) {
          <app-property-tree [value]="event.properties" />
        } @else {
          <p class="faint">This event carries none.</p>
        }
      </section>
      <a
        matDialogClose
        [routerLink]="['/projects', given.projectId]"
        [queryParams]="{ f: 'is,event,' + event.event }"
        >Dashboard of this event</a
      >
    </mat-dialog-content>
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      height: 100%;
    }

    header {
      display: flex;
      align-items: flex-start;
      justify-content: space-between;
      gap: var(--space-3);
      padding: var(--space-4) var(--space-4) var(--space-3) var(--space-5);
      border-bottom: 1px solid var(--line);
    }

    h2 {
      font-size: var(--text-xl);
      overflow-wrap: anywhere;
    }

    button {
      display: grid;
      place-items: center;
      width: 36px;
      height: 36px;
      border: 0;
      border-radius: var(--radius);
      background: none;
      color: var(--ink-soft);
      cursor: pointer;
    }

    button:hover {
      background: var(--hover);
    }

    mat-dialog-content {
      flex: 1;
      max-height: none;
      padding-top: var(--space-4) !important;
      color: var(--ink);
      font-size: var(--text-m);
    }

    section {
      margin-bottom: var(--space-5);
    }

    h3 {
      margin-bottom: var(--space-2);
      color: var(--ink-soft);
      font-size: var(--text-s);
    }

    dl {
      display: grid;
      grid-template-columns: 110px minmax(0, 1fr);
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
export class EventDetails {
  protected readonly given = inject<DetailsData>(MAT_DIALOG_DATA);
  protected readonly event = this.given.event;
  protected readonly hasProperties = Object.keys(this.event.properties).length > 0;

  protected readonly when = computed(() =>
    new Intl.DateTimeFormat(undefined, {
      timeZone: this.given.zone,
      dateStyle: 'medium',
      timeStyle: 'medium',
    }).format(new Date(this.event.timestamp)),
  );

  protected readonly groups = computed(() => {
    const { event } = this;
    const country = event.country ? countryName(event.country) : null;
    return [
      {
        name: 'Where',
        facts: facts(
          ['Page', event.page_url ?? event.path],
          ['Source', event.source],
          ['Referrer', event.referrer],
        ),
      },
      {
        name: 'Who',
        facts: facts(
          ['User', event.user_id, true],
          ['Anonymous id', event.anonymous_id, true],
          ['Session', event.session_id, true],
          ['Place', [event.city, country].filter(Boolean).join(', ')],
          ['Device', [event.browser, event.os, event.device].filter(Boolean).join(' · ')],
        ),
      },
      { name: 'Record', facts: facts(['Event id', event.event_id, true]) },
    ].filter(({ facts: known }) => known.length > 0);
  });
}

function facts(...rows: [label: string, value: string | null, code?: boolean][]): Fact[] {
  return rows.flatMap(([label, value, code]) => (value ? [{ label, value, code }] : []));
}
