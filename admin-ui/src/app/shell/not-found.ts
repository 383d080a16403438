import { Component } from '@angular/core';
import { Button } from '../ui/button';
import { RouterLink } from '@angular/router';
import { EmptyState } from '../ui/empty-state';

@Component({
  selector: 'app-not-found',
  imports: [EmptyState, Button, RouterLink],
  host: { class: 'page' },
  template: `
    <h1 class="unseen">Not found</h1>
    <app-empty-state
      icon="search"
      heading="There is no such page"
      text="The address may be mistyped, or what it showed was deleted."
    >
      <a appButton="filled" routerLink="/projects">Go to your projects</a>
    </app-empty-state>
  `,
})
export class NotFound {}
