import { Component, inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import {
  MAT_DIALOG_DATA,
  MatDialogClose,
  MatDialogContent,
  MatDialogRef,
} from '@angular/material/dialog';
import { NavigationStart, Router, RouterLink } from '@angular/router';
import type { LiveEvent } from '../api/live-messages';
import { EventFacts } from '../ui/event-facts';
import { Icon } from '../ui/icon';
import { fullMomentOf } from '../ui/time/moment';

interface DetailsData {
  readonly event: LiveEvent;
  readonly zone: string;
  readonly projectId: string;
}

/** One event of the feed, whole, in a drawer beside it. */
@Component({
  selector: 'app-event-details',
  imports: [EventFacts, Icon, MatDialogClose, MatDialogContent, RouterLink],
  template: `
    <header>
      <div>
        <p class="faint">{{ when }}</p>
        <h2>{{ event.event }}</h2>
      </div>
      <button type="button" matDialogClose aria-label="Close" i18n-aria-label>
        <app-icon name="x" />
      </button>
    </header>
    <mat-dialog-content>
      <app-event-facts [event]="event" [projectId]="given.projectId" />
      <p class="on">
        <a
          matDialogClose
          [routerLink]="['/projects', given.projectId]"
          [queryParams]="{ f: 'is,event,' + event.event }"
          i18n
          >Dashboard of this event</a
        >
        <a
          matDialogClose
          [routerLink]="['/projects', given.projectId, 'events']"
          [queryParams]="{ f: 'is,event,' + event.event }"
          i18n
          >All of its kind</a
        >
      </p>
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

    .on {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-4);
      margin-top: var(--space-5);
    }
  `,
})
export class EventDetails {
  protected readonly given = inject<DetailsData>(MAT_DIALOG_DATA);
  protected readonly event = this.given.event;
  protected readonly when = fullMomentOf(this.event.timestamp, this.given.zone);

  constructor() {
    // Its links lead to other pages, which the drawer must not cover.
    const drawer = inject<MatDialogRef<unknown>>(MatDialogRef);
    inject(Router)
      .events.pipe(takeUntilDestroyed())
      .subscribe((event) => {
        if (event instanceof NavigationStart) drawer.close();
      });
  }
}
