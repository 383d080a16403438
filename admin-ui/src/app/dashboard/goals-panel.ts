import { httpResource } from '@angular/common/http';
import { Component, computed, effect, inject, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { apiUrl } from '../api/api';
import type { GoalAnswer } from '../api/models';
import { Asking } from '../question/asking';
import { Button } from '../ui/button';
import { Delta } from '../ui/delta/delta';
import { EmptyState } from '../ui/empty-state';
import { ErrorState } from '../ui/error-state';
import { exact, share, short } from '../ui/numbers/number-format';
import { money } from '../ui/numbers/money';
import { Skeleton } from '../ui/skeleton';
import { steady } from '../ui/steady';
import { say } from '../ui/words/say';
import { Refreshing } from './refreshing';

/** What people were wanted to do, and how many did: a row filters by its goal. */
@Component({
  selector: 'app-goals-panel',
  imports: [Button, Delta, EmptyState, ErrorState, RouterLink, Skeleton],
  templateUrl: './goals-panel.html',
  styleUrl: './goals-panel.scss',
})
export class GoalsPanel {
  protected readonly asking = inject(Asking);
  private readonly refreshing = inject(Refreshing);
  private readonly request = httpResource<GoalAnswer>(() => ({
    url: apiUrl`/analytics/${this.asking.projectId()}/goals`,
    params: { ...this.asking.scope(), ...this.asking.comparison() },
  }));
  private readonly kept = steady(this.request, this.asking.projectId);
  protected readonly answer = this.kept.value;
  protected readonly error = this.kept.error;
  protected readonly stale = this.kept.stale;

  protected readonly rows = computed(() => {
    const goals = this.answer()?.data ?? [];
    const most = Math.max(1, ...goals.map(({ converters }) => converters));
    return goals.map((goal) => ({
      id: goal.id,
      name: goal.name,
      chosen: this.isChosen(goal.id),
      bar: (goal.converters / most) * 100,
      converters: short(goal.converters, 'count'),
      conversions: short(goal.conversions, 'count'),
      rate: goal.conversion_rate === null ? '–' : share(goal.conversion_rate),
      revenue: goal.revenue.slice(0, 2).map(({ amount, currency }) => money(amount, currency)),
      now: goal.converters,
      // From nothing to nothing is no change worth a word.
      before: goal.converters === 0 ? goal.previous?.converters || null : goal.previous?.converters,
      title: [
        goal.name,
        say('{0} conversions', exact(goal.conversions, 'count')),
        say('{0} converters', exact(goal.converters, 'count')),
        ...goal.revenue.map(({ amount, currency }) => money(amount, currency)),
        ...(goal.previous ? [say('before: {0}', exact(goal.previous.converters, 'count'))] : []),
        '',
        say('Click: only these · Ctrl+click: without these'),
      ].join('\n'),
    }));
  });
  protected readonly earning = computed(() =>
    (this.answer()?.data ?? []).some(({ revenue }) => revenue.length > 0),
  );
  protected readonly waiting = [88, 74, 60, 46];

  constructor() {
    effect(() => {
      if (this.refreshing.rows() > 0) untracked(() => this.again());
    });
  }

  protected again(): void {
    this.request.reload();
  }

  protected pick(event: MouseEvent, id: string): void {
    this.asking.toggleNamed('goal', id, event.ctrlKey || event.metaKey);
  }

  private isChosen(id: string): boolean {
    return this.asking
      .question()
      .filters.some((one) => 'named' in one && one.named === 'goal' && one.id === id);
  }
}
