import { Component, computed, effect, inject, linkedSignal, untracked } from '@angular/core';
import type { EventRow } from '../api/models';
import { LiveSocket } from '../api/live-socket';
import { Asking } from '../question/asking';
import { QuestionBar } from '../question/question-bar';
import { Avatar } from '../ui/avatar';
import { Button } from '../ui/button';
import { Flag, countryName } from '../ui/country';
import { ErrorState } from '../ui/error-state';
import { EventFacts } from '../ui/event-facts';
import { Icon } from '../ui/icon';
import { Menu } from '../ui/menu/menu';
import { MenuItem } from '../ui/menu/menu-item';
import { MenuTrigger } from '../ui/menu/menu-trigger';
import { exact } from '../ui/numbers/number-format';
import { reachesNow } from '../ui/range-picker/range';
import { SearchBox } from '../ui/search-box';
import { type Column, TableCell } from '../ui/table/column';
import { InsideRow, WalkedTable } from '../ui/table/walked-table';
import { momentOf } from '../ui/time/moment';
import { Exploring } from './exploring';
import { NothingFound } from './nothing-found';
import { propertyNames, propertyText } from './properties';
import { SayPipe } from '../ui/words/say-pipe';
import { say } from '../ui/words/say';

/** Every single event of a range, newest first, with any of its properties as a column. */
@Component({
  selector: 'app-events-page',
  imports: [
    SayPipe,
    Avatar,
    Button,
    ErrorState,
    EventFacts,
    Flag,
    Icon,
    InsideRow,
    Menu,
    MenuItem,
    MenuTrigger,
    NothingFound,
    QuestionBar,
    SearchBox,
    TableCell,
    WalkedTable,
  ],
  providers: [Asking, Exploring],
  templateUrl: './events-page.html',
  styleUrl: './explore.scss',
})
export class EventsPage {
  private readonly socket = inject(LiveSocket);
  protected readonly exploring = inject(Exploring);
  protected readonly asking = this.exploring.asking;
  protected readonly walk = this.exploring.walk<EventRow>('events');
  protected readonly rows = computed(() => this.walk.value()?.data);

  /** Properties shown as columns, in the address: `col=plan&col=price`. */
  protected readonly chosen = computed(() => this.asking.parts('col'));
  protected readonly properties = computed(() => propertyNames(this.rows() ?? []));
  /** Events that arrived since this page was asked for. */
  protected readonly fresh = linkedSignal({ source: this.rows, computation: () => 0 });
  protected readonly freshWords = computed(() => exact(this.fresh(), 'count'));

  private readonly own = computed<readonly Column<EventRow>[]>(() =>
    this.chosen().map((name) => ({
      key: `property ${name}`,
      label: name,
      value: ({ properties }) => propertyText(properties[name]),
    })),
  );
  protected readonly columns = computed<readonly Column<EventRow>[]>(() => [
    { key: 'event', label: say('Event'), value: ({ event }) => event },
    { key: 'page', label: say('Page'), value: ({ path }) => path },
    ...this.own(),
    { key: 'who', label: say('Who'), value: (row) => row.user_id ?? row.anonymous_id, minor: true },
    { key: 'place', label: say('Place'), value: ({ country }) => country, minor: true },
    { key: 'device', label: say('Device'), value: deviceOf, minor: true },
    { key: 'time', label: say('Time'), value: ({ timestamp }) => timestamp, numeric: true },
  ]);
  protected readonly keyOf = ({ event_id }: EventRow) => event_id;
  protected readonly labelOf = (row: EventRow) => `${row.event}, ${this.timeOf(row)}`;
  protected readonly rowOf = (row: unknown) => row as EventRow;
  protected readonly deviceOf = deviceOf;

  constructor() {
    effect((onCleanup) => {
      const watch = this.socket.watch(this.asking.projectId(), {
        events: ({ items, skipped }) => this.arrived(items.length + skipped),
      });
      onCleanup(() => watch.stop());
    });
  }

  protected timeOf({ timestamp }: EventRow): string {
    return momentOf(timestamp, this.asking.zone());
  }

  protected placeOf({ city, country }: EventRow): string {
    return city ?? (country ? countryName(country) : '');
  }

  protected toggleColumn(name: string): void {
    const shown = this.chosen();
    this.asking.showAll(
      'col',
      shown.includes(name) ? shown.filter((kept) => kept !== name) : [...shown, name],
    );
  }

  protected save(): void {
    void this.exploring.save<EventRow>('events', [
      { key: 'timestamp', label: 'timestamp', value: ({ timestamp }) => timestamp },
      { key: 'event', label: 'event', value: ({ event }) => event },
      { key: 'page_url', label: 'page_url', value: ({ page_url }) => page_url },
      { key: 'user_id', label: 'user_id', value: ({ user_id }) => user_id },
      { key: 'anonymous_id', label: 'anonymous_id', value: ({ anonymous_id }) => anonymous_id },
      { key: 'session_id', label: 'session_id', value: ({ session_id }) => session_id },
      { key: 'source', label: 'source', value: ({ source }) => source },
      { key: 'country', label: 'country', value: ({ country }) => country },
      { key: 'city', label: 'city', value: ({ city }) => city },
      { key: 'browser', label: 'browser', value: ({ browser }) => browser },
      { key: 'os', label: 'os', value: ({ os }) => os },
      { key: 'device', label: 'device', value: ({ device }) => device },
      ...this.own(),
      {
        key: 'properties',
        label: 'properties',
        value: ({ properties }) => JSON.stringify(properties),
      },
    ]);
  }

  // Only where they would stand on top: on the first page of a range that is still running.
  private arrived(count: number): void {
    const { range } = untracked(this.asking.question);
    const shows = reachesNow(range, Date.now(), this.asking.zone());
    if (shows && this.walk.step() === 0) this.fresh.update((before) => before + count);
  }
}

function deviceOf({ browser, os }: EventRow): string {
  return [browser, os].filter(Boolean).join(' · ');
}
