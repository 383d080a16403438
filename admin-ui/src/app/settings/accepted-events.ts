import { Component, computed, effect, inject, input, linkedSignal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { apiUrl } from '../api/api';
import { LiveSocket } from '../api/live-socket';
import type { EventPage, EventRow, Project } from '../api/models';
import { walk } from '../api/walk';
import { Asking } from '../question/asking';
import { FilterList } from '../question/filter-list';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import { ErrorState } from '../ui/error-state';
import { EventFacts } from '../ui/event-facts';
import { Icon } from '../ui/icon';
import { exact } from '../ui/numbers/number-format';
import { SearchBox } from '../ui/search-box';
import type { Column } from '../ui/table/column';
import { saveCsv } from '../ui/table/save-csv';
import { InsideRow, WalkedTable } from '../ui/table/walked-table';
import { momentOf } from '../ui/time/moment';
import { SayPipe } from '../ui/words/say-pipe';
import { say } from '../ui/words/say';

const PAGE = 25;

/** The accepted events, newest first, each as it was understood; filters narrow them. */
@Component({
  selector: 'app-accepted-events',
  imports: [
    SayPipe,
    Button,
    EmptyState,
    ErrorState,
    EventFacts,
    FilterList,
    Icon,
    InsideRow,
    RouterLink,
    SearchBox,
    WalkedTable,
  ],
  providers: [Asking],
  template: `
    <div class="tools">
      <app-search-box
        label="Event, page or user"
        i18n-label
        [text]="search()"
        (look)="asking.show('search', $event || null)"
      />
      <app-filter-list
        add="Filter"
        i18n-add
        [value]="filters()"
        (valueChange)="asking.ask({ filters: $event })"
      />
      @if (fresh() > 0) {
        <button type="button" class="fresh" (click)="walk.restart()">
          <app-icon name="arrow-up" [size]="13" /><ng-container i18n
            >{{ freshWords() }} new</ng-container
          >&ngsp;
        </button>
      }
      <button appButton="text" type="button" (click)="save()">
        <span class="with-icon"
          ><app-icon name="download" [size]="16" /><ng-container i18n>CSV</ng-container></span
        >
      </button>
    </div>
    @if (walk.error() && !rows()) {
      <app-error-state [error]="walk.error()" (retry)="walk.again()" />
    } @else {
      <app-walked-table
        caption="Accepted events, newest first"
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
          <app-event-facts [event]="rowOf(row)" [projectId]="project().id" />
        </ng-template>
        <app-empty-state
          icon="search"
          [heading]="(narrowed() ? 'Nothing matches' : 'No event was accepted yet') | say"
          [text]="(narrowed() ? '' : 'Put the snippet on your site, or send a test event.') | say"
        >
          @if (narrowed()) {
            <button appButton="outlined" type="button" (click)="widen()" i18n>
              Show everything
            </button>
          } @else {
            <a appButton="filled" [routerLink]="['/projects', project().id, 'install']" i18n
              >Install the snippet</a
            >
          }
        </app-empty-state>
      </app-walked-table>
    }
  `,
  styleUrl: './inspector.scss',
})
export class AcceptedEvents {
  private readonly socket = inject(LiveSocket);
  readonly project = input.required<Project>();
  /** The text looked for, the filters and the open event, in the address. */
  protected readonly asking = inject(Asking);
  protected readonly search = computed(() => this.asking.part('search') ?? '');
  protected readonly filters = computed(() => this.asking.question().filters);
  /** As the API takes them; of the question only they count here, whatever range it names. */
  private readonly asked = computed(() => this.asking.scope()['filters'] ?? '');
  protected readonly narrowed = computed(() => this.search() !== '' || this.filters().length > 0);
  protected readonly open = computed(() => this.asking.part('row'));
  protected readonly pageSize = PAGE;

  protected readonly walk = walk<EventPage>(
    () => ({
      url: apiUrl`/analytics/${this.project().id}/events`,
      params: {
        period: 'all',
        limit: PAGE,
        ...(this.asked() ? { filters: this.asked() } : {}),
        ...(this.search() ? { search: this.search() } : {}),
      },
    }),
    () => this.project().id,
  );
  protected readonly rows = computed(() => this.walk.value()?.data);
  protected readonly fresh = linkedSignal({ source: this.rows, computation: () => 0 });
  protected readonly freshWords = computed(() => exact(this.fresh(), 'count'));
  protected readonly columns = computed<readonly Column<EventRow>[]>(() => [
    { key: 'event', label: say('Event'), value: ({ event }) => event },
    { key: 'page', label: say('Page'), value: ({ path }) => path, minor: true },
    { key: 'who', label: say('Who'), value: (row) => row.user_id ?? row.anonymous_id, minor: true },
    {
      key: 'time',
      label: say('Time'),
      value: ({ timestamp }) => timestamp,
      text: (row) => this.timeOf(row),
      numeric: true,
    },
  ]);
  protected readonly keyOf = ({ event_id }: EventRow) => event_id;
  protected readonly labelOf = (row: EventRow) => `${row.event}, ${this.timeOf(row)}`;
  protected readonly rowOf = (row: unknown) => row as EventRow;

  constructor() {
    effect((onCleanup) => {
      const watch = this.socket.watch(this.project().id, {
        events: ({ items, skipped }) =>
          this.fresh.update((before) => before + items.length + skipped),
      });
      onCleanup(() => watch.stop());
    });
  }

  protected toggle({ event_id }: EventRow): void {
    this.asking.show('row', this.open() === event_id ? null : event_id);
  }

  protected widen(): void {
    this.asking.ask({ filters: [] }, { search: null });
  }

  protected save(): void {
    saveCsv('accepted', this.rows() ?? [], [
      { key: 'event_id', label: 'event_id', value: ({ event_id }) => event_id },
      { key: 'event', label: 'event', value: ({ event }) => event },
      { key: 'timestamp', label: 'timestamp', value: ({ timestamp }) => timestamp },
      { key: 'page_url', label: 'page_url', value: ({ page_url }) => page_url },
      { key: 'user_id', label: 'user_id', value: ({ user_id }) => user_id },
      {
        key: 'properties',
        label: 'properties',
        value: ({ properties }) => JSON.stringify(properties),
      },
    ]);
  }

  private timeOf({ timestamp }: EventRow): string {
    return momentOf(timestamp, this.project().timezone);
  }
}
