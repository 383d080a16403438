import { Component } from '@angular/core';
import { Button } from '../ui/button';
import { RouterLink } from '@angular/router';
import { EmptyState } from '../ui/empty-state';

@Component({
  selector: 'app-not-found',
  imports: [EmptyState, Button, RouterLink],
  host: { class: 'page' },
  template: `
    <h1 class="unseen" i18n>Not found</h1>
    <app-empty-state
      icon="search"
      heading="There is no such page"
      i18n-heading
      text="The address may be mistyped, or what it showed was deleted."
      i18n-text
    >
      <a appButton="filled" routerLink="/projects" i18n>Go to your projects</a>
    </app-empty-state>
  `,
})
export class NotFound {}
