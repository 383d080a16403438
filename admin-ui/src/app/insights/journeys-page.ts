import { httpResource } from '@angular/common/http';
import { Component, computed, inject, signal } from '@angular/core';
import { apiUrl } from '../api/api';
import type { JourneysAnswer } from '../api/models';
import { Asking } from '../question/asking';
import { QuestionBar } from '../question/question-bar';
import { SavedMenu } from '../question/saved-menu';
import { Card } from '../ui/card';
import { EmptyState } from '../ui/empty-state';
import { ErrorState } from '../ui/error-state';
import { Field } from '../ui/form/field';
import { exact, share } from '../ui/numbers/number-format';
import { Skeleton } from '../ui/skeleton';
import { steady } from '../ui/steady';
import { say } from '../ui/words/say';
import { SayPipe } from '../ui/words/say-pipe';
import { COLUMN, type DrawnNode, NODE, layOut } from './journey-layout';
import { Occurring } from './occurring';
import { askedStep, decodeStep, encodeStep, isWhole } from '../question/step';
import { StepPicker } from './step-picker';

const kinds = ['pages', 'events', 'both'] as const;
const SHOWN = 7;

/** The ways people take, from where they enter or from what they did. */
@Component({
  selector: 'app-journeys-page',
  imports: [
    Card,
    EmptyState,
    ErrorState,
    Field,
    QuestionBar,
    SavedMenu,
    SayPipe,
    Skeleton,
    StepPicker,
  ],
  providers: [Asking, Occurring],
  templateUrl: './journeys-page.html',
  styleUrls: ['./builder.scss', './journeys-page.scss'],
})
export class JourneysPage {
  protected readonly asking = inject(Asking);
  protected readonly kinds = [
    { id: 'pages', label: say('Pages') },
    { id: 'events', label: say('Events') },
    { id: 'both', label: say('Pages and events') },
  ] as const;
  protected readonly lengths = [3, 4, 5, 6, 7, 8];
  protected readonly entry = say('The entry of the visit');
  protected readonly column = COLUMN;
  protected readonly nodeWidth = NODE;

  protected readonly of = computed(
    () => kinds.find((kind) => kind === this.asking.part('of')) ?? 'pages',
  );
  protected readonly backwards = computed(() => this.asking.part('end') !== null);
  protected readonly anchor = computed(() =>
    decodeStep(this.asking.part(this.backwards() ? 'end' : 'begin')),
  );
  protected readonly steps = computed(() => {
    const steps = Number(this.asking.part('steps'));
    return this.lengths.includes(steps) ? steps : 5;
  });
  protected readonly folders = computed(() => this.asking.part('folders') === '1');

  /** Journeys as they are asked and saved; null while their end is not said. */
  protected readonly question = computed(() => {
    const anchor = this.anchor();
    const step = isWhole(anchor) ? askedStep(anchor) : null;
    if (this.backwards() && !step) return null;
    return {
      ...this.asking.body(),
      of: this.of(),
      steps: this.steps(),
      limit: SHOWN,
      ...(this.folders() ? { folders: 1 } : {}),
      ...(step ? { [this.backwards() ? 'to' : 'from']: step } : {}),
    };
  });
  private readonly request = httpResource<JourneysAnswer>(() => {
    const body = this.question();
    if (body === null) return undefined;
    return {
      url: apiUrl`/analytics/${this.asking.projectId()}/journeys`,
      method: 'POST',
      body,
    };
  });
  private readonly kept = steady(this.request, this.asking.projectId);
  protected readonly answer = this.kept.value;
  protected readonly error = this.kept.error;
  protected readonly stale = this.kept.stale;
  protected readonly drawing = computed(() => {
    const answer = this.answer();
    return answer && answer.visits > 0 ? layOut(answer) : null;
  });
  protected readonly visits = computed(() => exact(this.answer()?.visits, 'count'));

  /** The node whose ribbons stand out. */
  protected readonly lit = signal<string | null>(null);

  protected nameOf({ place }: DrawnNode): string {
    return place.kind === 'other' ? say('Other') : (place.value ?? '');
  }

  protected wordsOf(node: DrawnNode): string {
    const visits = say('{0} visits', exact(node.visits, 'count'));
    const ended = node.ended > 0 ? `, ${say('{0} ended here', exact(node.ended, 'count'))}` : '';
    return `${visits} (${share(node.share)})${ended}`;
  }

  protected again(): void {
    this.request.reload();
  }

  protected begin({ kind, value }: { kind: string; value: string }): void {
    const step = encodeStep({ kind: kind === 'page' ? 'page' : 'event', value });
    if (kind === 'any') this.asking.change({ begin: null, end: null });
    else if (this.backwards()) this.asking.change({ begin: null, end: step });
    else this.asking.change({ begin: step, end: null });
  }

  protected turn(backwards: boolean): void {
    const anchor = this.anchor() ?? { kind: 'event' as const, value: '' };
    const step = encodeStep(anchor);
    this.asking.change(backwards ? { begin: null, end: step } : { begin: step, end: null });
  }
}
