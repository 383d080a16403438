import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { sentenceOf } from '../api/problem';
import { CurrentProject } from '../projects/current-project';
import { IssuedKeys } from '../projects/issued-keys';
import { SnippetTabs } from '../projects/snippet-tabs';
import { KEY_PLACEHOLDER, type SnippetTab, asSnippetTab } from '../projects/snippets';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { Tabs } from '../ui/tabs';
import { Toasts } from '../ui/toast';
import { say } from '../ui/words/say';
import { SdkGuide } from './sdks/sdk-guide';
import { sdks } from './sdks/sdks';

const OWN = 'own';

/** How events get here: with our tracker, or with an SDK that is already there. */
@Component({
  selector: 'app-snippet',
  imports: [Button, Card, RouterLink, SdkGuide, SnippetTabs, Tabs],
  template: `
    <app-card heading="Send events" i18n-heading [hint]="hint()">
      <div cardActions class="actions">
        @if (!key()) {
          <button appButton="text" type="button" [disabled]="working()" (click)="makeKey()" i18n>
            Make a key
          </button>
        }
        <a appButton="outlined" [routerLink]="['/projects', project().id, 'install']" i18n
          >Set up and verify</a
        >
      </div>
      <app-tabs
        name="What sends"
        i18n-name
        [tabs]="tabs"
        [chosen]="shown()?.id ?? own"
        (choose)="go({ sdk: $event === own ? null : $event, tab: null })"
      >
        @if (shown(); as chosen) {
          <app-sdk-guide [sdk]="chosen" [apiKey]="key()" />
        } @else {
          <app-snippet-tabs [apiKey]="key()" [tab]="snippetTab()" (choose)="go({ tab: $event })" />
        }
      </app-tabs>
    </app-card>
  `,
  styles: `
    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
    }
  `,
})
export class SnippetPage {
  private readonly router = inject(Router);
  private readonly current = inject(CurrentProject);
  private readonly issued = inject(IssuedKeys);
  private readonly toasts = inject(Toasts);
  /** Which SDK, and which of our own snippets; both in the address. */
  readonly sdk = input<string>();
  readonly tab = input<string>();

  protected readonly own = OWN;
  protected readonly tabs = [
    { id: OWN, label: say('Our tracker') },
    ...sdks.map(({ id, name }) => ({ id, label: name })),
  ];
  protected readonly shown = computed(() => sdks.find(({ id }) => id === this.sdk()));
  protected readonly project = computed(() => this.current.required());
  protected readonly key = linkedSignal(() => this.issued.of(this.project().id));
  protected readonly snippetTab = computed(() => asSnippetTab(this.tab()));
  protected readonly working = signal(false);
  protected readonly hint = computed(() =>
    this.key() ? '' : say('Keys are shown once; put yours in place of {0}.', KEY_PLACEHOLDER),
  );

  protected go(queryParams: { readonly sdk?: string | null; readonly tab?: SnippetTab | null }) {
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }

  protected async makeKey(): Promise<void> {
    this.working.set(true);
    try {
      this.key.set(await this.issued.make(this.project().id, say('Website')));
    } catch (refused) {
      this.toasts.complain(sentenceOf(refused));
    }
    this.working.set(false);
  }
}
