import { Component, computed, inject } from '@angular/core';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { CurrentProject } from '../projects/current-project';
import { Icon } from '../ui/icon';
import type { IconName } from '../ui/icon-paths';
import { PageHeader } from '../ui/page-header';

interface Section {
  readonly path: string;
  readonly label: string;
  readonly icon: IconName;
}

@Component({
  selector: 'app-settings',
  imports: [Icon, PageHeader, RouterLink, RouterLinkActive, RouterOutlet],
  host: { class: 'page' },
  template: `
    <app-page-header heading="Settings" [text]="project().name" />
    <div class="columns">
      <nav aria-label="Settings">
        @for (section of sections; track section.path) {
          <a [routerLink]="section.path" routerLinkActive="here" ariaCurrentWhenActive="page">
            <app-icon [name]="section.icon" [size]="17" />{{ section.label }}
          </a>
        }
      </nav>
      <div class="content"><router-outlet /></div>
    </div>
  `,
  styleUrl: './settings.scss',
})
export class Settings {
  private readonly current = inject(CurrentProject);
  protected readonly project = computed(() => this.current.required());
  protected readonly sections: readonly Section[] = [
    { path: 'general', label: 'General', icon: 'settings' },
    { path: 'keys', label: 'Keys', icon: 'key' },
    { path: 'snippet', label: 'Snippet', icon: 'code' },
    { path: 'ingestion', label: 'Ingestion', icon: 'pulse' },
    { path: 'delete', label: 'Delete', icon: 'trash' },
  ];
}
