import { Component, inject } from '@angular/core';
import { Connection } from '../api/connection';
import { Icon } from '../ui/icon';

/** Says that the server is out of reach, and that the page keeps what it last knew. */
@Component({
  selector: 'app-away-banner',
  imports: [Icon],
  host: { role: 'status' },
  template: `
    @if (connection.away()) {
      <p>
        <app-icon name="alert" [size]="16" />
        @if (connection.offline()) {
          <ng-container i18n>You are offline. What you see is the last known state.</ng-container
          >&ngsp;
        } @else {
          <ng-container i18n
            >The server does not answer. We try again every few seconds.</ng-container
          >&ngsp;
        }
      </p>
    }
  `,
  styles: `
    p {
      display: flex;
      align-items: center;
      justify-content: center;
      gap: var(--space-2);
      padding: var(--space-2) var(--gutter);
      background: var(--warn-soft);
      color: var(--warn);
      font-size: var(--text-s);
      font-weight: 500;
    }
  `,
})
export class AwayBanner {
  protected readonly connection = inject(Connection);
}
