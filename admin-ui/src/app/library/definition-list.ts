import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { SavedQuestion } from '../api/models';
import { sentenceOf } from '../api/problem';
import { CurrentProject } from '../projects/current-project';
import { type Definition, type DefinitionKind, Definitions } from '../question/definitions';
import type { NameData } from '../question/name-dialog';
import { addressOfQuestion } from '../question/saved-address';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { Confirm } from '../ui/confirm';
import { Dialogs } from '../ui/dialogs';
import { EmptyState } from '../ui/empty-state';
import { ErrorState } from '../ui/error-state';
import { encodeFilter } from '../ui/filter-chips/filter-address';
import { Icon } from '../ui/icon';
import { Menu } from '../ui/menu/menu';
import { MenuItem } from '../ui/menu/menu-item';
import { MenuTrigger } from '../ui/menu/menu-trigger';
import { SearchBox } from '../ui/search-box';
import { Skeleton } from '../ui/skeleton';
import { TimeAgo } from '../ui/time/time-ago';
import { Toasts } from '../ui/toast';
import { say } from '../ui/words/say';
import { SayPipe } from '../ui/words/say-pipe';
import { describeDefinition } from './describe-definition';
import { kindWords } from './kind-words';

/** One kind of what has a name: each with what it means, and what can be done with it. */
@Component({
  selector: 'app-definition-list',
  imports: [
    Button,
    Card,
    EmptyState,
    ErrorState,
    Icon,
    Menu,
    MenuItem,
    MenuTrigger,
    RouterLink,
    SayPipe,
    SearchBox,
    Skeleton,
    TimeAgo,
  ],
  templateUrl: './definition-list.html',
  styleUrl: './definition-list.scss',
})
export class DefinitionList {
  private readonly definitions = inject(Definitions);
  private readonly dialogs = inject(Dialogs);
  private readonly confirm = inject(Confirm);
  private readonly toasts = inject(Toasts);
  private readonly current = inject(CurrentProject);
  readonly kind = input.required<DefinitionKind>();

  protected readonly project = computed(() => this.current.required());
  protected readonly words = computed(() => kindWords[this.kind()]);
  protected readonly search = signal('');
  private readonly list = computed(() => this.definitions.of(this.kind()));
  protected readonly all = computed(() => this.list().all());
  protected readonly error = computed(() => this.list().error());
  protected readonly rows = computed(() => {
    const wanted = this.search().trim().toLocaleLowerCase();
    return (this.all() ?? [])
      .filter(({ name }) => name.toLocaleLowerCase().includes(wanted))
      .map((one) => ({
        ...one,
        one,
        text: describeDefinition(this.kind(), one, this.definitions.nameOf),
        link: this.linkTo(one),
      }));
  });

  constructor() {
    effect(() => {
      const kind = this.kind();
      // What it names has a name, too.
      untracked(() => this.definitions.need(kind, 'goal', 'cohort', 'segment'));
    });
  }

  protected again(): void {
    this.list().again();
  }

  protected async edit(one: Definition | null): Promise<void> {
    const kind = this.kind();
    if (kind === 'question') return;
    const load = () =>
      kind === 'goal'
        ? import('./goal-dialog').then((m) => m.GoalDialog)
        : import('./filters-dialog').then((m) => m.FiltersDialog);
    const saved = await this.dialogs.open<boolean>(load, {
      data: { kind, one },
      width: '560px',
      autoFocus: 'input',
    });
    if (saved) this.toasts.say(say('Saved'));
  }

  protected async rename(one: Definition): Promise<void> {
    const load = () => import('../question/name-dialog').then((m) => m.NameDialog);
    const { id, created_at: _made, updated_at: _changed, ...draft } = one;
    const data: NameData = {
      title: say('Rename «{0}»', one.name),
      name: one.name,
      save: async (name) => {
        await this.definitions.save(this.kind(), { ...draft, name }, id);
      },
    };
    if (await this.dialogs.open<boolean>(load, { data, width: '440px' }))
      this.toasts.say(say('Saved'));
  }

  protected async remove(one: Definition): Promise<void> {
    const sure = await this.confirm.ask({
      title: say('Delete «{0}»?', one.name),
      text: this.words().loss,
      action: say('Delete'),
    });
    if (!sure) return;
    try {
      await this.definitions.remove(this.kind(), one.id);
      this.toasts.say(say('Deleted'));
    } catch (refused) {
      this.toasts.complain(sentenceOf(refused));
    }
  }

  /** Where it is looked at: the builder of a question, or the dashboard under the filter. */
  private linkTo(one: Definition): { path: string; query: Record<string, unknown> } | null {
    const kind = this.kind();
    if (kind !== 'question') {
      return { path: '', query: { f: encodeFilter({ named: kind, id: one.id, without: false }) } };
    }
    const found = addressOfQuestion(one as SavedQuestion, this.project().timezone);
    return found && { path: found.path, query: { ...found.query, saved: one.id } };
  }
}
