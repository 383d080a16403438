import { Component, inject } from '@angular/core';
import { Asking } from '../../question/asking';
import { QuestionBar } from '../../question/question-bar';
import { Card } from '../../ui/card';
import { DeleteEvents } from './delete-events';
import { DeleteProject } from './delete-project';
import { ExportEvents } from './export-events';
import { RemovalList } from './removal-list';

/** What is kept: taken along, or removed for good. */
@Component({
  selector: 'app-data-page',
  imports: [Card, DeleteEvents, DeleteProject, ExportEvents, QuestionBar, RemovalList],
  providers: [Asking],
  template: `
    <app-card heading="Which events" i18n-heading hint="What is below is about these." i18n-hint>
      <app-question-bar label="Which events" i18n-label />
    </app-card>
    <app-export-events />
    <app-delete-events (requested)="list.reload()" />
    <app-removal-list #list />
    <app-delete-project />
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--space-4);
    }

    /* Here it stands in a card and does not stick to the window. */
    app-question-bar {
      --gutter: 0px;
      --page: var(--surface);
      position: static;
    }
  `,
})
export class DataPage {
  protected readonly asking = inject(Asking);
}
