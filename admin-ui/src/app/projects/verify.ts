import { httpResource } from '@angular/common/http';
import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { Button } from '../ui/button';
import { RouterLink } from '@angular/router';
import { apiUrl } from '../api/api';
import type { Ingestion, Project } from '../api/models';
import type { LiveEvent } from '../api/live-messages';
import { LiveSocket } from '../api/live-socket';
import { Card } from '../ui/card';
import { Icon } from '../ui/icon';
import { steady } from '../ui/steady';
import { TimeAgo } from '../ui/time/time-ago';
import { ArrivedEvents } from './arrived-events';
import { refusalText } from './refusals';
import { TestEvents } from './test-events';

const SHOWN = 12;
const ASK_AGAIN_MS = 5_000;

/** Waits for events and shows each as it arrives, and what was turned away and why. */
@Component({
  selector: 'app-verify',
  imports: [ArrivedEvents, Card, Icon, Button, RouterLink, TimeAgo],
  providers: [TestEvents],
  templateUrl: './verify.html',
  styleUrl: './verify.scss',
})
export class Verify {
  private readonly live = inject(LiveSocket);
  protected readonly tests = inject(TestEvents);
  readonly project = input.required<Project>();
  readonly apiKey = input<string | null>(null);

  protected readonly arrived = signal<readonly LiveEvent[]>([]);
  protected readonly ingestion = httpResource<Ingestion>(
    () => apiUrl`/projects/${this.project().id}/ingestion`,
  );
  private readonly known = steady(this.ingestion, () => this.project().id).value;
  protected readonly lastEventAt = computed(() => this.known()?.last_event_at ?? null);
  protected readonly turnedAway = computed(() => turnedAway(this.known()));
  protected readonly works = computed(() => this.arrived().length > 0);
  protected readonly demo = computed(() => {
    const key = this.apiKey();
    return key === null ? null : `/demo/?key=${encodeURIComponent(key)}`;
  });

  constructor() {
    effect((onCleanup) => {
      const { id } = this.project();
      this.arrived.set([]);
      const watch = this.live.watch(id, {
        events: ({ items }) =>
          this.arrived.update((before) => [...items.toReversed(), ...before].slice(0, SHOWN)),
        drops: () => this.ingestion.reload(),
      });
      // The counts of what was turned away are asked for as well: nothing may pass unseen here.
      const timer = setInterval(() => this.ingestion.reload(), ASK_AGAIN_MS);
      onCleanup(() => {
        watch.stop();
        clearInterval(timer);
      });
    });
  }

  protected sendTest(): void {
    const key = this.apiKey();
    if (key !== null) void this.tests.send(key, this.project()).then(() => this.ingestion.reload());
  }
}

interface TurnedAway {
  readonly code: string;
  readonly title: string;
  readonly text: string;
  readonly count: number;
}

function turnedAway(known: Ingestion | undefined): TurnedAway[] {
  if (!known) return [];
  const counts = [
    ...known.dropped.map(({ reason, count }) => ({ code: reason, count })),
    ...known.rejected.map(({ code, count }) => ({ code, count })),
    { code: 'quarantined', count: known.quarantined },
  ];
  return counts
    .filter(({ count }) => count > 0)
    .map((entry) => ({ ...entry, ...refusalText(entry.code) }));
}
