import { httpResource } from '@angular/common/http';
import { Component, computed, inject } from '@angular/core';
import { apiUrl } from '../api/api';
import type { FunnelAnswer } from '../api/models';
import { Asking } from '../question/asking';
import { FilterList } from '../question/filter-list';
import {
  askedFunnelStep,
  decodeFunnelStep,
  encodeFunnelStep,
  type FunnelStep,
} from '../question/funnel-step';
import { decodeWindow, encodeWindow } from '../question/funnel-window';
import { QuestionBar } from '../question/question-bar';
import { SavedMenu } from '../question/saved-menu';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { EmptyState } from '../ui/empty-state';
import { ErrorState } from '../ui/error-state';
import { dimensions, type Filter } from '../ui/filter-chips/filter';
import { Field } from '../ui/form/field';
import { Icon } from '../ui/icon';
import { exact } from '../ui/numbers/number-format';
import { Skeleton } from '../ui/skeleton';
import { steady } from '../ui/steady';
import { say } from '../ui/words/say';
import { SayPipe } from '../ui/words/say-pipe';
import { FunnelSteps } from './funnel-steps';
import { Occurring } from './occurring';
import { isWhole } from '../question/step';
import { StepPicker } from './step-picker';

const windows = [
  { id: '1h', label: say('One hour') },
  { id: '1d', label: say('One day') },
  { id: '7d', label: say('One week') },
  { id: '14d', label: say('Two weeks') },
  { id: '30d', label: say('30 days') },
  { id: '90d', label: say('90 days') },
];
const unitWords = { minute: say('{0} minutes'), hour: say('{0} hours'), day: say('{0} days') };
const MOST_STEPS = 10;
const EMPTY: readonly FunnelStep[] = [
  { kind: 'event', value: '', filters: [] },
  { kind: 'event', value: '', filters: [] },
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
    FilterList,
    FunnelSteps,
    Icon,
    QuestionBar,
    SavedMenu,
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
  protected readonly mostSteps = MOST_STEPS;
  protected readonly groupings = Object.entries(dimensions).filter(([name]) => name !== 'user');

  protected readonly steps = computed<readonly FunnelStep[]>(() => {
    const known = this.asking
      .parts('s')
      .map(decodeFunnelStep)
      .filter((step) => step !== null);
    return known.length >= 2 ? known : [...known, ...EMPTY].slice(0, 2);
  });
  protected readonly window = computed(() => {
    const asked = decodeWindow(this.asking.part('window'));
    return asked ?? { count: 14, unit: 'day' as const };
  });
  /** Those to choose from; another one that the address says is one of them. */
  protected readonly windowChoices = computed(() => {
    const { count, unit } = this.window();
    const id = encodeWindow(this.window());
    const known = windows.some((one) => one.id === id);
    const label = unitWords[unit].replace('{0}', exact(count, 'count'));
    return (known ? windows : [...windows, { id, label }]).map((one) => ({
      ...one,
      chosen: one.id === id,
    }));
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
      steps: this.steps().map(askedFunnelStep),
      window: { count, unit },
      order: this.strict() ? 'strict' : 'loose',
    };
  });
  /** The same with its groups. */
  protected readonly whole = computed(() => {
    const by = this.by();
    return { ...this.question(), ...(by ? { breakdown: by } : {}) };
  });
  private readonly request = httpResource<FunnelAnswer>(() => {
    if (!this.ready()) return undefined;
    return {
      url: apiUrl`/analytics/${this.asking.projectId()}/funnel`,
      method: 'POST',
      body: this.whole(),
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
    this.change(at, { kind: kind === 'page' ? 'page' : 'event', value });
  }

  protected more(): void {
    this.write([...this.steps(), { kind: 'event', value: '', filters: [] }]);
  }

  protected less(at: number): void {
    this.write(this.steps().toSpliced(at, 1));
  }

  /** Three frequent events, the most frequent first: a funnel narrows. */
  protected suggest(): void {
    this.write(this.suggestion().map((value) => ({ kind: 'event', value, filters: [] })));
  }

  protected setFilters(at: number, filters: readonly Filter[]): void {
    this.change(at, { filters });
  }

  private change(at: number, change: Partial<FunnelStep>): void {
    const steps = this.steps();
    this.write(steps.map((step, index) => (index === at ? { ...step, ...change } : step)));
  }

  private write(steps: readonly FunnelStep[]): void {
    this.asking.change({ s: steps.map(encodeFunnelStep), step: null });
  }
}
