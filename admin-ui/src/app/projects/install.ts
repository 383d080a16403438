import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { Button } from '../ui/button';
import { Router, RouterLink } from '@angular/router';
import { sentenceOf } from '../api/problem';
import { Card } from '../ui/card';
import { PageHeader } from '../ui/page-header';
import { Toasts } from '../ui/toast';
import { CurrentProject } from './current-project';
import { IssuedKey } from './issued-key';
import { IssuedKeys } from './issued-keys';
import { SnippetTabs } from './snippet-tabs';
import { type SnippetTab, asSnippetTab } from './snippets';
import { Verify } from './verify';
import { SayPipe } from '../ui/words/say-pipe';
import { say } from '../ui/words/say';

/** From a new project to its first event: the key, the snippet, the proof. */
@Component({
  selector: 'app-install',
  imports: [SayPipe, Card, IssuedKey, Button, PageHeader, RouterLink, SnippetTabs, Verify],
  host: { class: 'page narrow' },
  templateUrl: './install.html',
  styleUrl: './install.scss',
})
export class Install {
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly issued = inject(IssuedKeys);
  protected readonly current = inject(CurrentProject);
  /** The chosen snippet, in the URL. */
  readonly tab = input<string>();

  protected readonly snippetTab = computed(() => asSnippetTab(this.tab()));
  protected readonly project = computed(() => this.current.required());
  protected readonly key = linkedSignal(() => this.issued.of(this.project().id));
  protected readonly working = signal(false);

  protected chooseTab(tab: SnippetTab): void {
    void this.router.navigate([], { queryParams: { tab }, replaceUrl: true });
  }

  protected async createKey(): Promise<void> {
    const { id } = this.project();
    this.working.set(true);
    try {
      this.key.set(await this.issued.make(id, say('Website')));
    } catch (refused) {
      this.toasts.complain(sentenceOf(refused));
    }
    this.working.set(false);
  }
}
