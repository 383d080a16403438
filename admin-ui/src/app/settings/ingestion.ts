import { httpResource } from '@angular/common/http';
import { Component, computed, effect, inject, input, linkedSignal } from '@angular/core';
import { Router } from '@angular/router';
import { apiUrl } from '../api/api';
import { LiveSocket } from '../api/live-socket';
import type { Ingestion } from '../api/models';
import { CurrentProject } from '../projects/current-project';
import { Card } from '../ui/card';
import { ErrorState } from '../ui/error-state';
import { LiveDot } from '../ui/live-dot';
import { exact } from '../ui/numbers/number-format';
import { Skeleton } from '../ui/skeleton';
import { steady } from '../ui/steady';
import { Tabs } from '../ui/tabs';
import { TimeAgo } from '../ui/time/time-ago';
import { AcceptedEvents } from './accepted-events';
import { PutAside } from './put-aside';
import { countTurnedAway, refusalsOf } from './refusal';
import { TurnedAway } from './turned-away';
import { say } from '../ui/words/say';

/** The report is asked for again this soon after something was turned away, and now and then anyhow. */
const SOON_MS = 1_500;
const ASK_AGAIN_MS = 30_000;

const places = ['turned-away', 'accepted', 'put-aside'] as const;
type Place = (typeof places)[number];

/** The door as its owner sees it: what was accepted, turned away and put aside, as it happens. */
@Component({
  selector: 'app-ingestion',
  imports: [
    AcceptedEvents,
    Card,
    ErrorState,
    LiveDot,
    PutAside,
    Skeleton,
    Tabs,
    TimeAgo,
    TurnedAway,
  ],
  templateUrl: './ingestion.html',
  styleUrl: './ingestion.scss',
})
export class IngestionPage {
  private readonly router = inject(Router);
  private readonly current = inject(CurrentProject);
  private readonly socket = inject(LiveSocket);
  /** The tab, in the address. */
  readonly show = input<string>();

  protected readonly project = computed(() => this.current.required());
  protected readonly behind = this.socket.behind;
  protected readonly answer = httpResource<Ingestion>(
    () => apiUrl`/projects/${this.project().id}/ingestion`,
  );
  private readonly kept = steady(this.answer, () => this.project().id);
  protected readonly state = this.kept.value;
  protected readonly error = this.kept.error;
  /** Pushed since the report was made. */
  protected readonly acceptedSince = linkedSignal({ source: this.state, computation: () => 0 });

  protected readonly refusals = computed(() => {
    const known = this.state();
    return known ? refusalsOf(known) : [];
  });
  protected readonly turnedAway = computed(() => countTurnedAway(this.refusals()));
  protected readonly shown = computed<Place>(
    () => places.find((place) => place === this.show()) ?? 'turned-away',
  );
  protected readonly tabs = computed(() => {
    const aside = this.state()?.quarantined ?? 0;
    return [
      { id: 'turned-away', label: say('Turned away') },
      { id: 'accepted', label: say('Accepted') },
      {
        id: 'put-aside',
        label: aside > 0 ? say('Put aside ({0})', this.count(aside)) : say('Put aside'),
      },
    ];
  });

  constructor() {
    effect((onCleanup) => {
      let soon: ReturnType<typeof setTimeout> | null = null;
      const watch = this.socket.watch(this.project().id, {
        events: ({ items, skipped }) =>
          this.acceptedSince.update((before) => before + items.length + skipped),
        drops: () => {
          soon ??= setTimeout(() => {
            soon = null;
            this.answer.reload();
          }, SOON_MS);
        },
        resumed: () => this.answer.reload(),
      });
      const timer = setInterval(() => this.answer.reload(), ASK_AGAIN_MS);
      onCleanup(() => {
        watch.stop();
        clearInterval(timer);
        if (soon !== null) clearTimeout(soon);
      });
    });
  }

  protected choose(place: string): void {
    void this.router.navigate([], {
      queryParams: { show: place === places[0] ? null : place },
      replaceUrl: true,
    });
  }

  protected count(value: number): string {
    return exact(value, 'count');
  }
}
