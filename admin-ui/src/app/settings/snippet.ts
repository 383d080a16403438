import { Component, computed, inject, input } from '@angular/core';
import { Button } from '../ui/button';
import { Router, RouterLink } from '@angular/router';
import { CurrentProject } from '../projects/current-project';
import { IssuedKeys } from '../projects/issued-keys';
import { SnippetTabs } from '../projects/snippet-tabs';
import { KEY_PLACEHOLDER, type SnippetTab, asSnippetTab } from '../projects/snippets';
import { Card } from '../ui/card';
import { say } from '../ui/words/say';

@Component({
  selector: 'app-snippet',
  imports: [Card, Button, RouterLink, SnippetTabs],
  template: `
    <app-card heading="Snippet" i18n-heading [hint]="hint()">
      <a cardActions appButton="outlined" [routerLink]="['/projects', project().id, 'install']" i18n
        >Set up and verify</a
      >
      <app-snippet-tabs [apiKey]="key()" [tab]="snippetTab()" (choose)="chooseTab($event)" />
    </app-card>
  `,
})
export class SnippetPage {
  private readonly router = inject(Router);
  private readonly current = inject(CurrentProject);
  private readonly issued = inject(IssuedKeys);
  readonly tab = input<string>();

  protected readonly project = computed(() => this.current.required());
  protected readonly key = computed(() => this.issued.of(this.project().id));
  protected readonly snippetTab = computed(() => asSnippetTab(this.tab()));
  protected readonly hint = computed(() =>
    this.key() ? '' : say('Keys are shown once; put yours in place of {0}.', KEY_PLACEHOLDER),
  );

  protected chooseTab(tab: SnippetTab): void {
    void this.router.navigate([], { queryParams: { tab }, replaceUrl: true });
  }
}
