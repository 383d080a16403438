import { httpResource } from '@angular/common/http';
import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { apiUrl } from '../api/api';
import { follow } from '../api/following';
import type { Profile } from '../api/models';
import { problemOf } from '../api/problem';
import { CurrentProject } from '../projects/current-project';
import { Avatar } from '../ui/avatar';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { CopyButton } from '../ui/copy-button';
import { Flag, countryName } from '../ui/country';
import { EmptyState } from '../ui/empty-state';
import { ErrorState } from '../ui/error-state';
import { encodeFilter } from '../ui/filter-chips/filter-address';
import { Icon } from '../ui/icon';
import { exact } from '../ui/numbers/number-format';
import { PropertyTree } from '../ui/property-tree';
import { Skeleton } from '../ui/skeleton';
import { steady } from '../ui/steady';
import { TimeAgo } from '../ui/time/time-ago';
import { say } from '../ui/words/say';
import { ForgetPerson } from './forget-person';
import { nameOf } from './person-name';
import { Timeline } from './timeline';

/** One person over everything that is kept: traits, totals, devices, ids, and what they did last. */
@Component({
  selector: 'app-profile-page',
  imports: [
    Avatar,
    Button,
    Card,
    CopyButton,
    EmptyState,
    ErrorState,
    Flag,
    ForgetPerson,
    Icon,
    PropertyTree,
    RouterLink,
    Skeleton,
    TimeAgo,
    Timeline,
  ],
  templateUrl: './profile-page.html',
  styleUrl: './detail.scss',
})
export class ProfilePage {
  private readonly current = inject(CurrentProject);
  /** From the address. */
  readonly userId = input.required<string>();

  protected readonly project = computed(() => this.current.required());
  protected readonly answer = httpResource<Profile>(
    () => apiUrl`/analytics/${this.project().id}/users/${this.userId()}`,
  );
  private readonly kept = steady(this.answer, () => `${this.project().id} ${this.userId()}`);
  protected readonly person = this.kept.value;
  protected readonly error = this.kept.error;
  protected readonly absent = computed(() => problemOf(this.error()).status === 404);
  protected readonly kinds = { user: say('user'), anonymous: say('anonymous') };
  /** What leads the other pages to this person. */
  protected readonly onlyThem = computed(() => ({
    f: encodeFilter({ dimension: 'user', operator: 'is', values: [this.userId()] }),
    period: 'all',
  }));

  protected readonly name = computed(() => {
    const person = this.person();
    return person ? nameOf(person) : null;
  });
  protected readonly hasTraits = computed(
    () => Object.keys(this.person()?.traits ?? {}).length > 0,
  );
  protected readonly totals = computed(() => {
    const person = this.person();
    if (!person) return [];
    return [
      { label: say('Sessions'), value: exact(person.session_count, 'count') },
      { label: say('Page views'), value: exact(person.page_views, 'count') },
      { label: say('Events'), value: exact(person.event_count, 'count') },
      { label: say('Time in sessions'), value: exact(person.total_duration, 'seconds') },
    ];
  });
  protected readonly favourites = computed(() => {
    const person = this.person();
    if (!person) return [];
    return [
      { name: say('Pages'), rows: person.top_pages },
      { name: say('Events'), rows: person.top_events },
    ].filter(({ rows }) => rows.length > 0);
  });

  constructor() {
    follow(
      () => this.project().id,
      (event) => [event.user_id, event.anonymous_id].includes(this.userId()),
      () => this.answer.reload(),
    );
  }

  protected placeOf({ city, region, country }: Profile): string {
    return [city ?? region, country && countryName(country)].filter(Boolean).join(', ');
  }

  protected deviceOf({ browser, os, device }: Profile['devices'][number]): string {
    return [browser, os, device].filter(Boolean).join(' · ') || say('Unknown');
  }

  protected times(count: number): string {
    return exact(count, 'count');
  }
}
