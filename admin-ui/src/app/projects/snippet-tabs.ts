import { Component, computed, input, output } from '@angular/core';
import { CopySnippet } from '../ui/code/copy-snippet';
import { Tabs } from '../ui/tabs';
import { type SnippetTab, asSnippetTab, snippets } from './snippets';

/** The snippets of a project, one tab each. */
@Component({
  selector: 'app-snippet-tabs',
  imports: [CopySnippet, Tabs],
  template: `
    <app-tabs
      name="How to send events"
      i18n-name
      [tabs]="tabs()"
      [chosen]="tab()"
      (choose)="choose.emit(asTab($event))"
    >
      <p class="soft">{{ snippet().hint }}</p>
      <app-copy-snippet [label]="snippet().label" [code]="snippet().code" />
    </app-tabs>
  `,
  styles: `
    p {
      margin-bottom: var(--space-3);
    }
  `,
})
export class SnippetTabs {
  readonly apiKey = input<string | null>(null);
  readonly tab = input.required<SnippetTab>();
  readonly choose = output<SnippetTab>();

  private readonly all = computed(() => snippets(location.origin, this.apiKey()));
  protected readonly tabs = computed(() =>
    this.all().map(({ tab, label }) => ({ id: tab, label })),
  );
  protected readonly snippet = computed(
    () => this.all().find(({ tab }) => tab === this.tab()) ?? this.all()[0]!,
  );
  protected readonly asTab = asSnippetTab;
}
