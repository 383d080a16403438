import { Component, inject } from '@angular/core';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { Session } from '../session/session';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import { PageHeader } from '../ui/page-header';
import { say } from '../ui/words/say';

/** The machinery of the installation, for its owner. */
@Component({
  selector: 'app-system',
  imports: [Button, EmptyState, PageHeader, RouterLink, RouterLinkActive, RouterOutlet],
  host: { class: 'page' },
  template: `
    <app-page-header
      heading="System"
      i18n-heading
      text="The machinery of this installation."
      i18n-text
    />
    @if (session.user()?.role === 'owner') {
      <nav aria-label="System" i18n-aria-label>
        @for (section of sections; track section.path) {
          <a [routerLink]="section.path" routerLinkActive="here" ariaCurrentWhenActive="page">{{
            section.label
          }}</a>
        }
      </nav>
      <router-outlet />
    } @else {
      <app-empty-state
        icon="shield"
        heading="Only the owner of the installation sees this"
        i18n-heading
        text="The owner is whoever created the first account."
        i18n-text
      >
        <a appButton="filled" routerLink="/projects" i18n>Go to your projects</a>
      </app-empty-state>
    }
  `,
  styleUrl: './system.scss',
})
export class System {
  protected readonly session = inject(Session);
  protected readonly sections = [
    { path: 'overview', label: say('Overview') },
    { path: 'queues', label: say('Queues') },
  ];
}
