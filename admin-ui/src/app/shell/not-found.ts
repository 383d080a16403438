import { Component } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { EmptyState } from '../ui/empty-state';

@Component({
  selector: 'app-not-found',
  imports: [EmptyState, MatButton, RouterLink],
  host: { class: 'page' },
  template: `
    <app-empty-state
      icon="search"
      heading="There is no such page"
      text="The address may be mistyped, or what it showed was deleted."
    >
      <a matButton="filled" routerLink="/projects">Go to your projects</a>
    </app-empty-state>
  `,
})
export class NotFound {}
