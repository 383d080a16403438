import { Component, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import type { DefinitionKind } from '../question/definitions';
import { PageHeader } from '../ui/page-header';
import { type Tab, Tabs } from '../ui/tabs';
import { say } from '../ui/words/say';
import { DefinitionList } from './definition-list';

const kinds: Record<string, DefinitionKind> = {
  questions: 'question',
  goals: 'goal',
  segments: 'segment',
  cohorts: 'cohort',
};

/** What has a name in this project: questions, goals, segments and cohorts. */
@Component({
  selector: 'app-library-page',
  imports: [DefinitionList, PageHeader, Tabs],
  host: { class: 'page narrow' },
  template: `
    <app-page-header
      heading="Library"
      i18n-heading
      text="What has a name in this project, to be used again."
      i18n-text
    />
    <app-tabs name="Library" i18n-name [tabs]="tabs" [chosen]="chosen()" (choose)="choose($event)">
      @switch (kind()) {
        @case ('question') {
          <app-definition-list kind="question" />
        }
        @case ('goal') {
          <app-definition-list kind="goal" />
        }
        @case ('segment') {
          <app-definition-list kind="segment" />
        }
        @case ('cohort') {
          <app-definition-list kind="cohort" />
        }
      }
    </app-tabs>
  `,
  styles: `
    :host {
      max-width: 920px;
    }
  `,
})
export class LibraryPage {
  private readonly route = inject(ActivatedRoute);
  private readonly router = inject(Router);
  private readonly address = toSignal(this.route.queryParamMap, {
    initialValue: this.route.snapshot.queryParamMap,
  });
  protected readonly tabs: readonly Tab[] = [
    { id: 'questions', label: say('Saved questions') },
    { id: 'goals', label: say('Goals') },
    { id: 'segments', label: say('Segments') },
    { id: 'cohorts', label: say('Cohorts') },
  ];
  protected readonly chosen = computed(() => {
    const wanted = this.address().get('show');
    return this.tabs.find(({ id }) => id === wanted)?.id ?? 'questions';
  });
  protected readonly kind = computed<DefinitionKind>(() => kinds[this.chosen()] ?? 'question');

  protected choose(id: string): void {
    void this.router.navigate([], {
      relativeTo: this.route,
      queryParams: { show: id === 'questions' ? null : id },
    });
  }
}
