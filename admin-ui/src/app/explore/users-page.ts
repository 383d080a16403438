import { Component, computed, inject } from '@angular/core';
import type { PersonRow } from '../api/models';
import { Asking } from '../question/asking';
import { QuestionBar } from '../question/question-bar';
import { Avatar } from '../ui/avatar';
import { Button } from '../ui/button';
import { Flag, countryName } from '../ui/country';
import { ErrorState } from '../ui/error-state';
import { Icon } from '../ui/icon';
import { exact } from '../ui/numbers/number-format';
import { SearchBox } from '../ui/search-box';
import { type Column, TableCell } from '../ui/table/column';
import { WalkedTable } from '../ui/table/walked-table';
import { momentOf } from '../ui/time/moment';
import { TimeAgo } from '../ui/time/time-ago';
import { Exploring } from './exploring';
import { NothingFound } from './nothing-found';
import { nameOf } from './person-name';
import { SayPipe } from '../ui/words/say-pipe';
import { say } from '../ui/words/say';

/** People with an id of their own, last seen first. */
@Component({
  selector: 'app-users-page',
  imports: [
    SayPipe,
    Avatar,
    Button,
    ErrorState,
    Flag,
    Icon,
    NothingFound,
    QuestionBar,
    SearchBox,
    TableCell,
    TimeAgo,
    WalkedTable,
  ],
  providers: [Asking, Exploring],
  templateUrl: './users-page.html',
  styleUrl: './explore.scss',
})
export class UsersPage {
  protected readonly exploring = inject(Exploring);
  protected readonly asking = this.exploring.asking;
  protected readonly walk = this.exploring.walk<PersonRow>('users');
  protected readonly rows = computed(() => this.walk.value()?.data);
  protected readonly total = computed(() => this.walk.value()?.total ?? null);
  protected readonly totalWords = computed(() => {
    const total = this.total();
    return total === null ? '' : exact(total, 'count');
  });

  protected readonly columns: readonly Column<PersonRow>[] = [
    { key: 'who', label: say('User'), value: ({ distinct_id }) => distinct_id },
    { key: 'place', label: say('Country'), value: ({ country }) => country, minor: true },
    { key: 'device', label: say('Device'), value: deviceOf, minor: true },
    {
      key: 'visits',
      label: say('Sessions'),
      value: (row) => row.session_count,
      text: (row) => exact(row.session_count, 'count'),
      numeric: true,
      minor: true,
    },
    {
      key: 'events',
      label: say('Events'),
      value: (row) => row.event_count,
      text: (row) => exact(row.event_count, 'count'),
      numeric: true,
    },
    {
      key: 'first',
      label: say('First seen'),
      value: (row) => row.first_seen,
      numeric: true,
      minor: true,
    },
    { key: 'last', label: say('Last seen'), value: ({ last_seen }) => last_seen, numeric: true },
  ];
  protected readonly keyOf = ({ distinct_id }: PersonRow) => distinct_id;
  protected readonly labelOf = (row: PersonRow) => nameOf(row) ?? row.distinct_id;
  protected readonly linkOf = ({ distinct_id }: PersonRow) => [
    ...['/projects', this.asking.projectId()],
    ...['users', distinct_id],
  ];
  protected readonly rowOf = (row: unknown) => row as PersonRow;
  protected readonly deviceOf = deviceOf;
  protected readonly nameOf = nameOf;

  protected countryOf({ country }: PersonRow): string {
    return country ? countryName(country) : '–';
  }

  protected timeOf(iso: string): string {
    return momentOf(iso, this.asking.zone());
  }

  protected save(): void {
    const names = [
      ...(['distinct_id', 'first_seen', 'last_seen', 'session_count', 'event_count'] as const),
      ...(['country', 'browser', 'os', 'device'] as const),
    ];
    void this.exploring.save<PersonRow>('users', [
      ...names.map((name) => ({ key: name, label: name, value: (row: PersonRow) => row[name] })),
      { key: 'traits', label: 'traits', value: ({ traits }) => JSON.stringify(traits) },
    ]);
  }
}

function deviceOf({ browser, os }: PersonRow): string {
  return [browser, os].filter(Boolean).join(' · ');
}
