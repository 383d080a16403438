import { httpResource } from '@angular/common/http';
import { Service, computed, inject, signal } from '@angular/core';
import { Api, apiUrl } from '../api/api';
import type { Cohort, Goal, SavedQuestion, Segment } from '../api/models';
import { CurrentProject } from '../projects/current-project';
import type { NamedKind } from '../ui/filter-chips/filter';
import { steady } from '../ui/steady';

export type DefinitionKind = NamedKind | 'question';

interface OfKind {
  readonly goal: Goal;
  readonly cohort: Cohort;
  readonly segment: Segment;
  readonly question: SavedQuestion;
}

export type Definition = OfKind[DefinitionKind];
/** What a definition says, without what the server adds. */
export type Draft<Kind extends DefinitionKind> = Omit<
  OfKind[Kind],
  'id' | 'created_at' | 'updated_at'
>;

/** What has a name in the open project. Each kind is asked for when it is needed, and then kept. */
@Service()
export class Definitions {
  private readonly api = inject(Api);
  private readonly current = inject(CurrentProject);
  private readonly wanted = signal<readonly DefinitionKind[]>([]);

  readonly goals = this.list('goal');
  readonly cohorts = this.list('cohort');
  readonly segments = this.list('segment');
  readonly questions = this.list('question');

  /** Has these asked for; call it where the names are about to be shown. */
  need(...kinds: readonly DefinitionKind[]): void {
    this.wanted.update((wanted) =>
      kinds.every((kind) => wanted.includes(kind)) ? wanted : [...new Set([...wanted, ...kinds])],
    );
  }

  of(kind: DefinitionKind) {
    const lists = {
      goal: this.goals,
      cohort: this.cohorts,
      segment: this.segments,
      question: this.questions,
    };
    return lists[kind];
  }

  readonly nameOf = (kind: NamedKind, id: string): string | null =>
    this.of(kind)
      .all()
      ?.find((one) => one.id === id)?.name ?? null;

  /** Makes one, or puts it in the place of the one with this id. */
  async save<Kind extends DefinitionKind>(
    kind: Kind,
    draft: Draft<Kind>,
    id: string | null = null,
  ): Promise<OfKind[Kind]> {
    const url = this.url(kind);
    const saved =
      id === null
        ? await this.api.post<OfKind[Kind]>(url, draft)
        : await this.api.put<OfKind[Kind]>(`${url}/${encodeURIComponent(id)}`, draft);
    this.of(kind).again();
    return saved;
  }

  async remove(kind: DefinitionKind, id: string): Promise<void> {
    await this.api.delete(`${this.url(kind)}/${encodeURIComponent(id)}`);
    this.of(kind).again();
  }

  private url(kind: DefinitionKind): string {
    return apiUrl`/projects/${this.current.required().id}/${kind}` + 's';
  }

  private list<Kind extends DefinitionKind>(kind: Kind) {
    const projectId = () => this.current.project()?.id ?? '';
    const request = httpResource<{ data: readonly OfKind[Kind][] }>(() => {
      const asked = this.wanted().includes(kind) && this.current.project();
      return asked ? apiUrl`/projects/${asked.id}/${kind}` + 's' : undefined;
    });
    const kept = steady(request, projectId);
    return {
      all: computed(() => kept.value()?.data),
      error: kept.error,
      again: () => void request.reload(),
    };
  }
}
