import { Component, computed, inject } from '@angular/core';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { CurrentProject } from '../projects/current-project';
import { Icon } from '../ui/icon';
import type { IconName } from '../ui/icon-paths';
import { PageHeader } from '../ui/page-header';
import { say } from '../ui/words/say';

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
    <app-page-header heading="Settings" i18n-heading [text]="project().name" />
    <div class="columns">
      <nav aria-label="Settings" i18n-aria-label>
        @for (section of sections; track section.path) {
          <a
            #link
            [routerLink]="section.path"
            routerLinkActive="here"
            ariaCurrentWhenActive="page"
            (isActiveChange)="$event && link.scrollIntoView({ inline: 'center', block: 'nearest' })"
          >
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
    { path: 'general', label: say('General'), icon: 'settings' },
    { path: 'keys', label: say('Keys'), icon: 'key' },
    { path: 'links', label: say('Sharing'), icon: 'link' },
    { path: 'snippet', label: say('Snippet, SDKs'), icon: 'code' },
    { path: 'ingestion', label: say('Ingestion'), icon: 'pulse' },
    { path: 'data', label: say('Data'), icon: 'table' },
  ];
}
