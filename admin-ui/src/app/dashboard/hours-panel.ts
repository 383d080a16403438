import { httpResource } from '@angular/common/http';
import { Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { apiUrl } from '../api/api';
import type { QueryAnswer } from '../api/models';
import { Asking } from '../question/asking';
import { ErrorState } from '../ui/error-state';
import { exact } from '../ui/numbers/number-format';
import { Skeleton } from '../ui/skeleton';
import { steady } from '../ui/steady';
import { say } from '../ui/words/say';
import { hourGrid, weekdayNames } from './hour-grid';
import { Refreshing } from './refreshing';

const metrics = [
  { id: 'visitors', label: say('Visitors') },
  { id: 'page_views', label: say('Views') },
  { id: 'events', label: say('Events') },
] as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** When people come: every hour of the week, the stronger the more. */
@Component({
  selector: 'app-hours-panel',
  imports: [ErrorState, Skeleton],
  templateUrl: './hours-panel.html',
  styleUrl: './hours-panel.scss',
})
export class HoursPanel {
  protected readonly asking = inject(Asking);
  private readonly refreshing = inject(Refreshing);
  protected readonly metrics = metrics;
  protected readonly hours = HOURS;
  protected readonly active = signal<string | null>(null);

  protected readonly metric = computed(
    () => metrics.find(({ id }) => id === this.asking.part('hours')) ?? metrics[0],
  );
  private readonly request = httpResource<QueryAnswer>(() => ({
    url: apiUrl`/analytics/${this.asking.projectId()}/query`,
    method: 'POST',
    body: {
      ...this.asking.body(),
      metrics: [this.metric().id],
      dimensions: ['weekday', 'hour'],
      limit: 168,
    },
  }));
  private readonly kept = steady(
    this.request,
    () => `${this.asking.projectId()} ${this.metric().id}`,
  );
  protected readonly error = this.kept.error;
  protected readonly stale = this.kept.stale;
  protected readonly days = computed(() => {
    const answer = this.kept.value();
    if (!answer) return null;
    const { id, label } = this.metric();
    const names = weekdayNames();
    return hourGrid(answer.rows, id, this.asking.weekStart()).map(({ weekday, cells }) => ({
      weekday,
      name: names.short[weekday - 1] ?? '',
      cells: cells.map(({ hour, value, strength }) => ({
        hour,
        strength,
        title: say(
          '{0}, {1}:00 to {2}:00: {3}',
          names.long[weekday - 1] ?? '',
          hour,
          hour + 1,
          `${exact(value, 'count')} ${label}`,
        ),
      })),
    }));
  });

  constructor() {
    effect(() => {
      if (this.refreshing.rows() > 0) untracked(() => this.again());
    });
  }

  protected again(): void {
    this.request.reload();
  }

  protected choose(id: string): void {
    this.asking.show('hours', id === metrics[0].id ? null : id);
  }
}
