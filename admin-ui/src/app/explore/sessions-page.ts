import { Component, computed, inject } from '@angular/core';
import type { VisitRow } from '../api/models';
import { Asking } from '../question/asking';
import { QuestionBar } from '../question/question-bar';
import { Avatar } from '../ui/avatar';
import { Button } from '../ui/button';
import { Flag, countryName } from '../ui/country';
import { ErrorState } from '../ui/error-state';
import { Icon } from '../ui/icon';
import { exact } from '../ui/numbers/number-format';
import { type Column, TableCell } from '../ui/table/column';
import { WalkedTable } from '../ui/table/walked-table';
import { momentOf } from '../ui/time/moment';
import { Exploring } from './exploring';
import { NothingFound } from './nothing-found';
import { SayPipe } from '../ui/words/say-pipe';
import { say } from '../ui/words/say';

/** The visits of a range, newest first. */
@Component({
  selector: 'app-sessions-page',
  imports: [
    SayPipe,
    Avatar,
    Button,
    ErrorState,
    Flag,
    Icon,
    NothingFound,
    QuestionBar,
    TableCell,
    WalkedTable,
  ],
  providers: [Asking, Exploring],
  templateUrl: './sessions-page.html',
  styleUrl: './explore.scss',
})
export class SessionsPage {
  protected readonly exploring = inject(Exploring);
  protected readonly asking = this.exploring.asking;
  protected readonly walk = this.exploring.walk<VisitRow>('sessions');
  protected readonly rows = computed(() => this.walk.value()?.data);
  protected readonly total = computed(() => this.walk.value()?.total ?? null);
  protected readonly totalWords = computed(() => {
    const total = this.total();
    return total === null ? '' : exact(total, 'count');
  });

  protected readonly columns: readonly Column<VisitRow>[] = [
    { key: 'who', label: say('Who'), value: ({ distinct_id }) => distinct_id },
    { key: 'pages', label: say('Pages, first to last'), value: (row) => row.entry_page },
    { key: 'source', label: say('Source'), value: ({ source }) => source, minor: true },
    { key: 'place', label: say('Place'), value: ({ country }) => country, minor: true },
    { key: 'device', label: say('Device'), value: deviceOf, minor: true },
    {
      key: 'views',
      label: say('Views'),
      value: (row) => row.page_views,
      numeric: true,
      minor: true,
    },
    {
      key: 'duration',
      label: say('Duration'),
      value: ({ duration }) => duration,
      text: ({ duration }) => exact(duration, 'seconds'),
      numeric: true,
      minor: true,
    },
    { key: 'time', label: say('Began'), value: ({ first_seen }) => first_seen, numeric: true },
  ];
  protected readonly keyOf = ({ session_id }: VisitRow) => session_id;
  protected readonly labelOf = (row: VisitRow) => say('Visit of {0}', this.timeOf(row));
  protected readonly linkOf = ({ session_id }: VisitRow) => [
    ...['/projects', this.asking.projectId()],
    ...['sessions', session_id],
  ];
  protected readonly rowOf = (row: unknown) => row as VisitRow;
  protected readonly deviceOf = deviceOf;

  protected timeOf({ first_seen }: VisitRow): string {
    return momentOf(first_seen, this.asking.zone());
  }

  protected placeOf({ city, country }: VisitRow): string {
    return city ?? (country ? countryName(country) : '');
  }

  protected save(): void {
    const names = [
      ...(['session_id', 'distinct_id', 'first_seen', 'last_seen', 'duration'] as const),
      ...(['engaged_seconds', 'page_views', 'event_count', 'entry_page', 'exit_page'] as const),
      ...(['channel', 'source', 'referrer', 'country', 'region', 'city'] as const),
      ...(['browser', 'os', 'device'] as const),
    ];
    const columns = names.map((name) => ({
      key: name,
      label: name,
      value: (row: VisitRow) => row[name],
    }));
    void this.exploring.save('sessions', columns);
  }
}

function deviceOf({ browser, os }: VisitRow): string {
  return [browser, os].filter(Boolean).join(' · ');
}
