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
        i18n-heading
        text="There are events at other times; look at a longer period."
        i18n-text
      >
        <button appButton="filled" type="button" (click)="widen()" i18n>Look at all time</button>
      </app-empty-state>
    } @else {
      <app-empty-state
        icon="pulse"
        heading="Waiting for the first event"
        i18n-heading
        text="Put the snippet on your site, or send a test event. This page fills by itself as soon as something arrives."
        i18n-text
      >
        <a appButton="filled" routerLink="install" i18n>Get the snippet</a>
        <a appButton="outlined" routerLink="live" i18n>Watch live</a>
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
  private readonly ingestion = httpResource<Ingestion>(() =>
    this.asking.shared() ? undefined : apiUrl`/projects/${this.asking.projectId()}/ingestion`,
  );

  protected readonly everReceived = computed(
    () =>
      this.asking.shared() ||
      (this.ingestion.hasValue() && this.ingestion.value().last_event_at !== null),
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
