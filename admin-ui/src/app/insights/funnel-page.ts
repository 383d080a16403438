import { httpResource } from '@angular/common/http';
import { Component, computed, inject } from '@angular/core';
import { apiUrl } from '../api/api';
import type { FunnelAnswer } from '../api/models';
import { Asking } from '../question/asking';
import { QuestionBar } from '../question/question-bar';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { EmptyState } from '../ui/empty-state';
import { ErrorState } from '../ui/error-state';
import { dimensions } from '../ui/filter-chips/filter';
import { Field } from '../ui/form/field';
import { Icon } from '../ui/icon';
import { Skeleton } from '../ui/skeleton';
import { steady } from '../ui/steady';
import { say } from '../ui/words/say';
import { SayPipe } from '../ui/words/say-pipe';
import { FunnelSteps } from './funnel-steps';
import { Occurring } from './occurring';
import { askedStep, decodeStep, encodeStep, isWhole, type Step } from './step';
import { StepPicker } from './step-picker';

const windows = [
  { id: '1h', label: say('One hour'), count: 1, unit: 'hour' },
  { id: '1d', label: say('One day'), count: 1, unit: 'day' },
  { id: '7d', label: say('One week'), count: 7, unit: 'day' },
  { id: '14d', label: say('Two weeks'), count: 14, unit: 'day' },
  { id: '30d', label: say('30 days'), count: 30, unit: 'day' },
  { id: '90d', label: say('90 days'), count: 90, unit: 'day' },
] as const;
const DEFAULT_WINDOW = '14d';
const MOST_STEPS = 10;
const EMPTY: readonly Step[] = [
  { kind: 'event', value: '' },
  { kind: 'event', value: '' },
];

/** How many people go from one step to the next, and where they stop. */
@Component({
  selector: 'app-funnel-page',
  imports: [
    Button,
    Card,
    EmptyState,
    ErrorState,
    Field,
    FunnelSteps,
    Icon,
    QuestionBar,
    SayPipe,
    Skeleton,
    StepPicker,
  ],
  providers: [Asking, Occurring],
  templateUrl: './funnel-page.html',
  styleUrl: './builder.scss',
})
export class FunnelPage {
  protected readonly asking = inject(Asking);
  private readonly occurring = inject(Occurring);
  protected readonly windows = windows;
  protected readonly mostSteps = MOST_STEPS;
  protected readonly groupings = Object.entries(dimensions).filter(([name]) => name !== 'user');

  protected readonly steps = computed<readonly Step[]>(() => {
    const known = this.asking
      .parts('s')
      .map(decodeStep)
      .filter((step) => step !== null);
    return known.length >= 2 ? known : [...known, ...EMPTY].slice(0, 2);
  });
  protected readonly window = computed(() => {
    const id = this.asking.part('window') ?? DEFAULT_WINDOW;
    return windows.find((one) => one.id === id) ?? windows[3];
  });
  protected readonly strict = computed(() => this.asking.part('order') === 'strict');
  protected readonly by = computed(() => this.asking.part('by'));
  protected readonly ready = computed(() => this.steps().every(isWhole));
  protected readonly suggestion = computed(() => this.occurring.events().slice(0, 3));

  /** The funnel as it is asked; also what its people are asked by. */
  protected readonly question = computed(() => {
    const { count, unit } = this.window();
    return {
      ...this.asking.body(),
      steps: this.steps().map(askedStep),
      window: { count, unit },
      order: this.strict() ? 'strict' : 'loose',
    };
  });
  private readonly request = httpResource<FunnelAnswer>(() => {
    if (!this.ready()) return undefined;
    const by = this.by();
    return {
      url: apiUrl`/analytics/${this.asking.projectId()}/funnel`,
      method: 'POST',
      body: { ...this.question(), ...(by ? { breakdown: by } : {}) },
    };
  });
  private readonly kept = steady(this.request, this.asking.projectId);
  protected readonly answer = computed(() => (this.ready() ? this.kept.value() : undefined));
  protected readonly error = this.kept.error;
  protected readonly stale = this.kept.stale;

  protected again(): void {
    this.request.reload();
  }

  protected set(at: number, { kind, value }: { kind: string; value: string }): void {
    if (kind === 'any') return;
    this.write(this.steps().with(at, { kind: kind === 'page' ? 'page' : 'event', value }));
  }

  protected more(): void {
    this.write([...this.steps(), { kind: 'event', value: '' }]);
  }

  protected less(at: number): void {
    this.write(this.steps().toSpliced(at, 1));
  }

  /** Three frequent events, the most frequent first: a funnel narrows. */
  protected suggest(): void {
    this.write(this.suggestion().map((value) => ({ kind: 'event', value })));
  }

  private write(steps: readonly Step[]): void {
    this.asking.change({ s: steps.map(encodeStep), step: null });
  }
}
