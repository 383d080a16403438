import { httpResource } from '@angular/common/http';
import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { apiUrl } from '../api/api';
import { Connection } from '../api/connection';
import { follow } from '../api/following';
import type { LiveNow, Overview, Project, Timeseries } from '../api/models';
import { LiveDot } from '../ui/live-dot';
import { exact, short } from '../ui/numbers/number-format';
import { Sparkline } from '../ui/charts/sparkline';
import { Skeleton } from '../ui/skeleton';
import { steady } from '../ui/steady';
import { SayPipe } from '../ui/words/say-pipe';

/** The numbers follow what happens, each project at most this often. */
const AGAIN_MS = 10_000;

/** One project on the first page: who is there now, who was there today, and the last 24 hours. */
@Component({
  selector: 'app-project-card',
  imports: [SayPipe, LiveDot, RouterLink, Skeleton, Sparkline],
  templateUrl: './project-card.html',
  styleUrl: './project-card.scss',
})
export class ProjectCard {
  private readonly connection = inject(Connection);
  readonly project = input.required<Project>();
  /** Pushed by the live line; null until it speaks. */
  readonly online = input<number | null>(null);

  private readonly today = httpResource<Overview>(() => ({
    url: this.analytics('overview'),
    params: { period: 'today' },
  }));
  private readonly hours = httpResource<Timeseries>(() => ({
    url: this.analytics('timeseries'),
    params: { period: '24h', interval: 'hour' },
  }));
  private readonly now = httpResource<LiveNow>(() => this.analytics('live'));

  private readonly id = () => this.project().id;
  private readonly keptToday = steady(this.today, this.id);
  private readonly keptHours = steady(this.hours, this.id);

  protected readonly visitors = computed(() => this.keptToday.value()?.unique_visitors ?? null);
  protected readonly line = computed(
    () => this.keptHours.value()?.data.map(({ visitors }) => visitors) ?? null,
  );
  protected readonly present = computed(
    () => this.online() ?? (this.now.hasValue() ? this.now.value().online : null),
  );
  protected readonly failed = computed(() => this.keptToday.error() ?? this.keptHours.error());

  constructor() {
    follow(
      () => this.project().id,
      () => true,
      () => {
        this.today.reload();
        this.hours.reload();
      },
      AGAIN_MS,
    );
  }

  protected shown(value: number): string {
    return short(value, 'count');
  }

  protected exactly(value: number): string {
    return exact(value, 'count');
  }

  protected retry(): void {
    this.today.reload();
    this.hours.reload();
    this.now.reload();
  }

  private analytics(question: string): string {
    this.connection.returns();
    return apiUrl`/analytics/${this.project().id}/${question}`;
  }
}
