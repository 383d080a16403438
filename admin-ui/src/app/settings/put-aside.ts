import { Component, computed, inject, input, output, signal } from '@angular/core';
import { Api, apiUrl } from '../api/api';
import type { Project, QuarantinePage, Quarantined, ReplayAnswer } from '../api/models';
import { sentenceOf } from '../api/problem';
import { walk } from '../api/walk';
import { refusalText } from '../projects/refusals';
import { Asking } from '../question/asking';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import { ErrorState } from '../ui/error-state';
import { Icon } from '../ui/icon';
import { exact } from '../ui/numbers/number-format';
import { PropertyTree } from '../ui/property-tree';
import { SearchBox } from '../ui/search-box';
import type { Column } from '../ui/table/column';
import { saveCsv } from '../ui/table/save-csv';
import { searched } from '../ui/table/table-view';
import { InsideRow, WalkedTable } from '../ui/table/walked-table';
import { momentOf } from '../ui/time/moment';
import { Toasts } from '../ui/toast';
import { SayPipe } from '../ui/words/say-pipe';
import { say } from '../ui/words/say';
import { ReplayOne } from './replay-one';
import { Replays } from './replays';

const PAGE = 50;

/** Events that could not be stored: why, what is in them, and another try, of one or of all. */
@Component({
  selector: 'app-put-aside',
  imports: [
    SayPipe,
    Button,
    EmptyState,
    ErrorState,
    Icon,
    InsideRow,
    PropertyTree,
    ReplayOne,
    SearchBox,
    WalkedTable,
  ],
  providers: [Asking, Replays],
  template: `
    @if ((walk.value()?.data?.length ?? 0) > 0) {
      <div class="tools">
        <app-search-box
          label="Event, reason or detail"
          i18n-label
          [text]="search()"
          (look)="asking.show('search', $event || null)"
        />
        <button appButton="text" type="button" (click)="save()">
          <span class="with-icon"
            ><app-icon name="download" [size]="16" /><ng-container i18n>CSV</ng-container></span
          >
        </button>
        <button appButton="outlined" type="button" [disabled]="busy()" (click)="replay()">
          <span class="with-icon"
            ><app-icon name="rotate" [size]="16" />{{
              (busy() ? 'Trying …' : 'Try all again') | say
            }}</span
          >
        </button>
      </div>
    }
    @if (walk.error() && !rows()) {
      <app-error-state [error]="walk.error()" (retry)="walk.again()" />
    } @else {
      <app-walked-table
        caption="Events that could not be stored, newest first"
        i18n-caption
        [rows]="rows()"
        [columns]="columns()"
        [keyOf]="keyOf"
        [rowLabel]="labelOf"
        [expanded]="open()"
        [stale]="walk.stale()"
        [walked]="walk.step() * pageSize"
        [more]="walk.more()"
        (chosen)="toggle($event)"
        (next)="walk.next()"
        (back)="walk.back()"
      >
        <ng-template appInsideRow let-row>
          <p class="detail">{{ rowOf(row).detail }}</p>
          <app-replay-one
            [projectId]="project().id"
            [entry]="rowOf(row).id"
            (replayed)="replayed.emit()"
          />
          <h2 i18n>The event as it waited for the store</h2>
          <app-property-tree [value]="rowOf(row).payload" />
        </ng-template>
        @if (search()) {
          <app-empty-state icon="search" heading="Nothing matches on this page" i18n-heading />
        } @else {
          <app-empty-state
            icon="check"
            heading="Nothing is put aside"
            i18n-heading
            text="An event that the store cannot take stops no other; it would wait here, whole, with the reason."
            i18n-text
          />
        }
      </app-walked-table>
    }
  `,
  styleUrl: './inspector.scss',
})
export class PutAside {
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  readonly project = input.required<Project>();
  readonly replayed = output<void>();
  /** The text looked for and the open event, in the address. */
  protected readonly asking = inject(Asking);
  protected readonly search = computed(() => this.asking.part('search') ?? '');
  protected readonly open = computed(() => this.asking.part('row'));
  protected readonly busy = signal(false);
  protected readonly pageSize = PAGE;

  protected readonly walk = walk<QuarantinePage>(
    () => ({ url: apiUrl`/projects/${this.project().id}/quarantine`, params: { limit: PAGE } }),
    () => this.project().id,
  );
  protected readonly columns = computed<readonly Column<Quarantined>[]>(() => [
    { key: 'event', label: say('Event'), value: ({ event }) => event },
    { key: 'reason', label: say('Reason'), value: ({ reason }) => refusalText(reason).title },
    { key: 'detail', label: say('Detail'), value: ({ detail }) => detail, minor: true },
    {
      key: 'time',
      label: say('Put aside'),
      value: ({ quarantined_at }) => quarantined_at,
      text: (row) => this.timeOf(row),
      numeric: true,
    },
  ]);
  protected readonly rows = computed(() => {
    const rows = this.walk.value()?.data;
    return rows && searched(rows, this.columns(), this.search());
  });
  protected readonly keyOf = ({ id }: Quarantined) => id;
  protected readonly labelOf = (row: Quarantined) => `${row.event}, ${this.timeOf(row)}`;
  protected readonly rowOf = (row: unknown) => row as Quarantined;

  protected toggle({ id }: Quarantined): void {
    this.asking.show('row', this.open() === id ? null : id);
  }

  protected async replay(): Promise<void> {
    this.busy.set(true);
    try {
      const url = apiUrl`/projects/${this.project().id}/quarantine/replay`;
      const { replayed } = await this.api.post<ReplayAnswer>(url);
      const events = exact(replayed, 'count');
      this.toasts.say(
        say('{0} went back into the queue; what still fails comes back here.', events),
      );
    } catch (refused) {
      this.toasts.complain(sentenceOf(refused));
    }
    this.busy.set(false);
    this.walk.restart();
    this.replayed.emit();
  }

  protected save(): void {
    saveCsv('put-aside', this.walk.value()?.data ?? [], [
      { key: 'event_id', label: 'event_id', value: ({ event_id }) => event_id },
      { key: 'event', label: 'event', value: ({ event }) => event },
      { key: 'reason', label: 'reason', value: ({ reason }) => reason },
      { key: 'detail', label: 'detail', value: ({ detail }) => detail },
      { key: 'at', label: 'quarantined_at', value: ({ quarantined_at }) => quarantined_at },
      { key: 'payload', label: 'payload', value: ({ payload }) => JSON.stringify(payload) },
    ]);
  }

  private timeOf({ quarantined_at }: Quarantined): string {
    return momentOf(quarantined_at, this.project().timezone);
  }
}
