import { httpResource } from '@angular/common/http';
import { Component, computed, inject } from '@angular/core';
import { apiUrl } from '../api/api';
import type { RetentionAnswer } from '../api/models';
import { Asking } from '../question/asking';
import { QuestionBar } from '../question/question-bar';
import { SavedMenu } from '../question/saved-menu';
import { Card } from '../ui/card';
import { bucketName } from '../ui/charts/series';
import { EmptyState } from '../ui/empty-state';
import { ErrorState } from '../ui/error-state';
import { Field } from '../ui/form/field';
import { exact, share } from '../ui/numbers/number-format';
import { Skeleton } from '../ui/skeleton';
import { steady } from '../ui/steady';
import { say } from '../ui/words/say';
import { Occurring } from './occurring';
import { askedStep, decodeStep, encodeStep, isWhole } from '../question/step';
import { StepPicker } from './step-picker';

const intervals = ['day', 'week', 'month'] as const;
type RetentionInterval = (typeof intervals)[number];

/** Who comes back, and after how long. */
@Component({
  selector: 'app-retention-page',
  imports: [Card, EmptyState, ErrorState, Field, QuestionBar, SavedMenu, Skeleton, StepPicker],
  providers: [Asking, Occurring],
  templateUrl: './retention-page.html',
  styleUrls: ['./builder.scss', './retention-page.scss'],
})
export class RetentionPage {
  protected readonly asking = inject(Asking);
  protected readonly labels: Record<RetentionInterval, string> = {
    day: say('Days'),
    week: say('Weeks'),
    month: say('Months'),
  };
  protected readonly intervals = intervals;
  protected readonly anyEvent = say('Any event');

  protected readonly start = computed(() => decodeStep(this.asking.part('start')));
  protected readonly back = computed(() => decodeStep(this.asking.part('back')));
  protected readonly interval = computed<RetentionInterval>(
    () => intervals.find((one) => one === this.asking.part('every')) ?? 'day',
  );
  protected readonly any = computed(() => this.asking.part('cohort') === 'any');
  protected readonly anonymous = computed(() => this.asking.part('anonymous') === 'true');

  /** Retention as it is asked and saved. */
  protected readonly question = computed(() => {
    const [start, back] = [this.start(), this.back()];
    return {
      ...this.asking.body(),
      interval: this.interval(),
      cohort: this.any() ? 'any' : 'first',
      include_anonymous: this.anonymous(),
      ...(isWhole(start) ? { start: askedStep(start) } : {}),
      ...(isWhole(back) ? { back: askedStep(back) } : {}),
    };
  });
  private readonly request = httpResource<RetentionAnswer>(() => ({
    url: apiUrl`/analytics/${this.asking.projectId()}/retention`,
    method: 'POST',
    body: this.question(),
  }));
  private readonly kept = steady(this.request, this.asking.projectId);
  protected readonly answer = this.kept.value;
  protected readonly error = this.kept.error;
  protected readonly stale = this.kept.stale;

  protected readonly nobody = computed(() => {
    const cohorts = this.answer()?.cohorts;
    return cohorts !== undefined && cohorts.every(({ size }) => size === 0);
  });
  protected readonly heads = computed(() => {
    const most = Math.max(0, ...(this.answer()?.cohorts ?? []).map(({ values }) => values.length));
    return Array.from({ length: most }, (_, later) => later);
  });
  /** All cohorts together, each as heavy as it is large. */
  protected readonly curve = computed(() =>
    (this.answer()?.curve ?? []).map(({ rate, people, of }) => ({
      text: rate === null ? '' : share(rate),
      strength: rate ?? 0,
      title: say('{0} of {1}', exact(people, 'count'), exact(of, 'count')),
    })),
  );
  protected readonly rows = computed(() => {
    const answer = this.answer();
    return (answer?.cohorts ?? [])
      .filter(({ size }) => size > 0)
      .map(({ label, size, values }) => ({
        name: bucketName(label, answer?.interval ?? 'day'),
        size: exact(size, 'count'),
        cells: values.map(({ rate, people, partial }) => ({
          text: rate === null ? '' : share(rate),
          strength: rate ?? 0,
          partial,
          title: exact(people, 'count'),
        })),
      }));
  });

  protected again(): void {
    this.request.reload();
  }

  protected set(name: 'start' | 'back', { kind, value }: { kind: string; value: string }): void {
    const step = kind === 'page' ? 'page' : 'event';
    this.asking.show(name, kind === 'any' ? null : encodeStep({ kind: step, value }));
  }
}
