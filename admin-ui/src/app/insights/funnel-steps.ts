import { Component, computed, inject, input } from '@angular/core';
import type { FunnelAnswer } from '../api/models';
import { Asking } from '../question/asking';
import { lookOf } from '../question/dimension-look';
import { Card } from '../ui/card';
import { isDimension } from '../ui/filter-chips/filter';
import { Icon } from '../ui/icon';
import { exact, share } from '../ui/numbers/number-format';
import { say } from '../ui/words/say';
import { SayPipe } from '../ui/words/say-pipe';
import { FunnelPeopleList } from './funnel-people-list';

/** A funnel's answer: each step as a bar, who was lost after it, and the same by group. */
@Component({
  selector: 'app-funnel-steps',
  imports: [Card, FunnelPeopleList, Icon, SayPipe],
  templateUrl: './funnel-steps.html',
  styleUrl: './funnel-steps.scss',
})
export class FunnelSteps {
  readonly answer = input.required<FunnelAnswer>();
  readonly question = input.required<object>();
  readonly by = input.required<string | null>();
  protected readonly asking = inject(Asking);

  /** The step whose people are shown, counted from one, in the address. */
  protected readonly open = computed(() => Number(this.asking.part('step')) || null);
  protected readonly steps = computed(() =>
    this.answer().steps.map((step, at) => ({
      ...step,
      at: at + 1,
      last: at === this.answer().steps.length - 1,
      count: exact(step.people, 'count'),
      whole: share(step.rate),
      part: share(step.step_rate),
      lost: exact(step.dropped, 'count'),
      lostShare: step.people > 0 ? share((step.dropped / step.people) * 100) : '–',
      after: step.median_seconds === null ? null : exact(step.median_seconds, 'seconds'),
    })),
  );
  protected readonly tiles = computed(() => {
    const { completion, steps } = this.answer();
    return [
      { name: say('Completed'), value: share(completion.rate) },
      { name: say('People'), value: exact(completion.people, 'count') },
      { name: say('Of'), value: exact(steps[0]?.people ?? 0, 'count') },
      { name: say('Median time'), value: exact(completion.median_seconds, 'seconds') },
    ];
  });
  protected readonly groups = computed(() => {
    const by = this.by();
    return this.answer().groups.map(({ value, steps }) => ({
      value: by && isDimension(by) ? lookOf(by, value ?? '').text : (value ?? ''),
      steps: steps.map((step) => ({
        people: exact(step.people, 'count'),
        rate: share(step.rate),
        strength: step.rate,
      })),
    }));
  });

  protected toggle(at: number): void {
    this.asking.show('step', this.open() === at ? null : String(at));
  }
}
