import { httpResource } from '@angular/common/http';
import { Component, computed, effect, inject, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { apiUrl } from '../api/api';
import type { Ingestion } from '../api/models';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import { Asking } from '../question/asking';
import { Refreshing } from './refreshing';

/** No event in the range: either nothing ever came, then install; or it came at another time. */
@Component({
  selector: 'app-nothing-yet',
  imports: [Button, EmptyState, RouterLink],
  template: `
    @if (everReceived()) {
      <app-empty-state
        icon="calendar"
        heading="Nothing happened in this period"
        text="There are events at other times; look at a longer period."
      >
        <button appButton="filled" type="button" (click)="widen()">Look at all time</button>
      </app-empty-state>
    } @else {
      <app-empty-state
        icon="pulse"
        heading="Waiting for the first event"
        text="Put the snippet on your site, or send a test event. This page fills by itself as soon as something arrives."
      >
        <a appButton="filled" routerLink="install">Get the snippet</a>
        <a appButton="outlined" routerLink="live">Watch live</a>
      </app-empty-state>
    }
  `,
  styles: `
    :host {
      display: grid;
      min-height: 380px;
      align-content: center;
    }
  `,
})
export class NothingYet {
  private readonly asking = inject(Asking);
  private readonly refreshing = inject(Refreshing);
  private readonly ingestion = httpResource<Ingestion>(
    () => apiUrl`/projects/${this.asking.projectId()}/ingestion`,
  );

  protected readonly everReceived = computed(
    () => this.ingestion.hasValue() && this.ingestion.value().last_event_at !== null,
  );

  constructor() {
    effect(() => {
      if (this.refreshing.numbers() > 0) untracked(() => this.ingestion.reload());
    });
  }

  protected widen(): void {
    this.asking.ask({ range: { kind: 'preset', preset: 'all' } });
  }
}
