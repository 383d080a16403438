import { httpResource } from '@angular/common/http';
import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { apiUrl } from '../api/api';
import { follow } from '../api/following';
import type { SessionDetail } from '../api/models';
import { problemOf } from '../api/problem';
import { CurrentProject } from '../projects/current-project';
import { Avatar } from '../ui/avatar';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { Flag, countryName } from '../ui/country';
import { EmptyState } from '../ui/empty-state';
import { ErrorState } from '../ui/error-state';
import { Icon } from '../ui/icon';
import { exact } from '../ui/numbers/number-format';
import { Skeleton } from '../ui/skeleton';
import { steady } from '../ui/steady';
import { fullMomentOf } from '../ui/time/moment';
import { say } from '../ui/words/say';
import { factsOf } from './facts';
import { Timeline } from './timeline';

/** One visit, event by event; a running one goes on as it is looked at. */
@Component({
  selector: 'app-session-page',
  imports: [
    Avatar,
    Button,
    Card,
    EmptyState,
    ErrorState,
    Flag,
    Icon,
    RouterLink,
    Skeleton,
    Timeline,
  ],
  templateUrl: './session-page.html',
  styleUrl: './detail.scss',
})
export class SessionPage {
  private readonly current = inject(CurrentProject);
  /** From the address. */
  readonly sessionId = input.required<string>();

  protected readonly project = computed(() => this.current.required());
  protected readonly answer = httpResource<SessionDetail>(
    () => apiUrl`/analytics/${this.project().id}/sessions/${this.sessionId()}`,
  );
  private readonly kept = steady(this.answer, () => `${this.project().id} ${this.sessionId()}`);
  protected readonly session = this.kept.value;
  protected readonly error = this.kept.error;
  protected readonly absent = computed(() => problemOf(this.error()).status === 404);

  protected readonly totals = computed(() => {
    const session = this.session();
    if (!session) return [];
    return [
      { label: say('Duration'), value: exact(session.duration, 'seconds') },
      { label: say('Attention'), value: exact(session.engaged_seconds, 'seconds') },
      { label: say('Page views'), value: exact(session.page_views, 'count') },
      { label: say('Events'), value: exact(session.event_count, 'count') },
    ];
  });
  protected readonly groups = computed(() => {
    const session = this.session();
    if (!session) return [];
    const zone = this.project().timezone;
    return [
      {
        name: say('Where from'),
        facts: factsOf(
          [say('Channel'), session.channel ?? say('Direct')],
          [say('Source'), session.source],
          [say('Referrer'), session.referrer],
          [say('UTM source'), session.utm_source],
          [say('UTM medium'), session.utm_medium],
          [say('UTM campaign'), session.utm_campaign],
          [say('UTM term'), session.utm_term],
          [say('UTM content'), session.utm_content],
        ),
      },
      {
        name: say('Way'),
        facts: factsOf(
          [say('Entry page'), session.entry_page],
          [say('Exit page'), session.exit_page ?? say('Still open')],
          [say('First event'), fullMomentOf(session.first_seen, zone)],
          [say('Last event'), fullMomentOf(session.last_seen, zone)],
        ),
      },
      {
        name: say('Device and place'),
        facts: factsOf(
          [say('Browser'), session.browser],
          [say('System'), session.os],
          [say('Device'), session.device],
          [say('Screen'), session.screen],
          [say('Language'), session.language],
          [say('City'), session.city],
          [say('Region'), session.region],
          [say('Country'), session.country && countryName(session.country)],
        ),
      },
      { name: say('Ids'), facts: factsOf([say('Session id'), session.session_id]) },
    ].filter(({ facts }) => facts.length > 0);
  });

  constructor() {
    follow(
      () => this.project().id,
      ({ session_id }) => session_id === this.sessionId(),
      () => this.answer.reload(),
    );
  }

  protected momentOf(iso: string): string {
    return fullMomentOf(iso, this.project().timezone);
  }

  protected placeOf({ city, country }: SessionDetail): string {
    return [city, country && countryName(country)].filter(Boolean).join(', ');
  }

  protected deviceOf({ browser, os }: SessionDetail): string {
    return [browser, os].filter(Boolean).join(' · ');
  }
}
