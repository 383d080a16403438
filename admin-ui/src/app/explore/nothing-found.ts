import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Asking } from '../question/asking';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import { Exploring } from './exploring';

/** Why a list is empty, and the way to one that is not. */
@Component({
  selector: 'app-nothing-found',
  imports: [Button, EmptyState, RouterLink],
  template: `
    @if (narrowed()) {
      <app-empty-state
        icon="search"
        heading="Nothing matches"
        i18n-heading
        text="Neither the search nor the filters may leave anything out that you want to see."
        i18n-text
      >
        <button appButton="outlined" type="button" (click)="widen()" i18n>Show everything</button>
      </app-empty-state>
    } @else if (whole()) {
      <app-empty-state
        icon="pulse"
        heading="Nothing here yet"
        i18n-heading
        text="Put the snippet on your site; what happens there is listed here within a second."
        i18n-text
      >
        <a appButton="filled" [routerLink]="['/projects', asking.projectId(), 'install']" i18n
          >Get the snippet</a
        >
      </app-empty-state>
    } @else {
      <app-empty-state
        icon="calendar"
        heading="Nothing in this period"
        i18n-heading
        text="There may be more at other times."
        i18n-text
      >
        <button appButton="filled" type="button" (click)="lookAtAll()" i18n>
          Look at all time
        </button>
      </app-empty-state>
    }
  `,
})
export class NothingFound {
  private readonly exploring = inject(Exploring);
  protected readonly asking = inject(Asking);
  protected readonly narrowed = computed(
    () => this.exploring.search() !== '' || this.asking.question().filters.length > 0,
  );
  protected readonly whole = computed(() => {
    const { range } = this.asking.question();
    return range.kind === 'preset' && range.preset === 'all';
  });

  protected widen(): void {
    this.asking.ask({ filters: [] }, { search: null });
  }

  protected lookAtAll(): void {
    this.asking.ask({ range: { kind: 'preset', preset: 'all' } });
  }
}
