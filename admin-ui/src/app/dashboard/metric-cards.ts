import { Component, computed, inject } from '@angular/core';
import { Delta } from '../ui/delta/delta';
import { ErrorState } from '../ui/error-state';
import { Hint } from '../ui/hint';
import { exact, short } from '../ui/numbers/number-format';
import { Skeleton } from '../ui/skeleton';
import { Answering } from './answering';
import { Asking } from '../question/asking';
import type { Metric } from '../question/metric';
import { metrics } from '../question/metric';
import { say } from '../ui/words/say';

/** The seven numbers; each is a radio button that puts its metric on the chart. */
@Component({
  selector: 'app-metric-cards',
  imports: [Delta, ErrorState, Hint, Skeleton],
  templateUrl: './metric-cards.html',
  styleUrl: './metric-cards.scss',
})
export class MetricCards {
  protected readonly asking = inject(Asking);
  protected readonly answering = inject(Answering);

  /** Why there are no numbers at all; numbers that are merely old stay. */
  protected readonly failed = computed(() =>
    this.answering.overview.value() ? null : this.answering.overview.error(),
  );
  protected readonly cards = computed(() => {
    const answer = this.answering.overview.value();
    const before = answer?.previous;
    return metrics.map((description) => {
      const now = answer ? description.total(answer) : null;
      const { unit } = description;
      // A mean of no visits is no number, though it arrives as zero.
      const measured = before && (unit === 'count' || before.unique_sessions > 0);
      const previous = measured ? description.total(before) : null;
      const exactly = `${description.label}: ${exact(now, unit)}`;
      return {
        ...description,
        now,
        before: previous,
        short: short(now, unit),
        exactly: [
          exactly,
          ...(before ? [say('before: {0}', exact(previous, unit))] : []),
          '',
          description.hint,
        ].join('\n'),
        // From nothing to nothing is no change worth a word.
        compared: !(now === 0 && previous === 0) && this.comparing(),
        median: description.metric === 'visit_duration' ? this.median() : null,
      };
    });
  });

  private comparing(): boolean {
    return this.asking.question().comparison.kind !== 'off';
  }

  private median(): string | null {
    const median = this.answering.overview.value()?.visit_duration_median ?? null;
    return median === null ? null : say('median {0}', exact(median, 'seconds'));
  }

  protected choose(metric: Metric): void {
    this.asking.ask({ metric });
  }

  // The arrow keys walk the cards; outside they move the range.
  protected keep(event: KeyboardEvent): void {
    if (event.key.startsWith('Arrow')) event.stopPropagation();
  }
}
