import { setImmediate as othersFirst } from 'node:timers/promises';
import { dayStart } from '../calendar.js';
import type { Dimension, Filter, ProjectScope, TimeRange } from '../tally.js';
import { isVisitDimension } from './dimension.sql.js';
import type { KnownVisits } from './known-visits.js';
import type { Ask } from './params.js';
import { type PartOfDay, partOf } from './part-of-day.js';
import type { Stretch } from './stretches.js';
import { isTooMuch, rememberedVisits, visitsOf } from './visit-columns.repository.js';
import type { VisitColumns } from './visit-columns.js';
import type { VisitColumnsScope } from './visit-columns.query.js';
import { type Passed, VisitTest } from './visit-test.js';

/** What is to be counted of the visits of some stretches. */
interface Asked {
  readonly project: ProjectScope;
  readonly filters: readonly Filter[];
  readonly dimensions: readonly (Dimension | null)[];
}

/** Takes columns of visits, and what of them passes, of the stretch with this index. */
type Take = (columns: VisitColumns, passed: Passed, index: number) => void;

/** Walks along stretches of time, and reads the visits of each as cheaply as it can. */
export class VisitWalk {
  private readonly test: VisitTest;
  private readonly scope: Pick<
    VisitColumnsScope,
    'project' | 'filters' | 'dimensions' | 'withActions'
  >;

  constructor(
    private readonly ask: Ask,
    { project, filters, dimensions }: Asked,
    private readonly known: KnownVisits,
  ) {
    this.test = new VisitTest(filters, ask);
    this.scope = {
      project,
      filters,
      dimensions: dimensions.filter((one) => one !== null).filter(isVisitDimension),
      withActions: dimensions.some(
        (one) => one !== null && one !== 'user' && !isVisitDimension(one),
      ),
    };
  }

  /** Whether no visit of the days that are not remembered did too much for it. */
  async isPossible(stretches: readonly Stretch[]): Promise<boolean> {
    if (!this.scope.withActions) return true;
    for (const { day, from, to } of stretches) {
      const scope = { project: this.scope.project, range: { from, to } };
      if (day === null && (await isTooMuch(this.ask, scope))) return false;
    }
    return true;
  }

  /** Days that are remembered come first, the others after them; each of them is all there, or several parts. */
  async along(stretches: readonly Stretch[], take: Take): Promise<void> {
    const indexed = stretches.map((stretch, index) => ({ ...stretch, index }));
    const remembered = indexed.filter(({ day }) => day !== null);
    await this.days(
      remembered.filter(({ isWhole }) => isWhole),
      take,
    );
    await this.days(
      remembered.filter(({ isWhole }) => !isWhole),
      take,
    );
    for (const { day, from, to, index } of indexed) {
      if (day === null) await this.events({ range: { from, to } }, index, take);
    }
  }

  private async days(
    stretches: readonly (Stretch & { readonly index: number })[],
    take: Take,
  ): Promise<void> {
    const { project, dimensions, withActions } = this.scope;
    const byDay = new Map(stretches.map((stretch) => [stretch.day, stretch]));
    const days = stretches.flatMap(({ day, version }) =>
      day !== null && version !== null ? [{ day, version }] : [],
    );
    const scope = {
      project,
      dimensions: [...new Set([...dimensions, ...this.test.dimensions])],
      withActions: withActions || this.test.withActions,
      withStarts: stretches.some(({ isWhole }) => !isWhole),
    };
    for await (const { day, columns } of rememberedVisits(this.ask, scope, days, this.known)) {
      // Counting from memory waits for nothing, but others wait for the processor.
      await othersFirst();
      const { index, isWhole, ...range } = byDay.get(day) as Stretch & { readonly index: number };
      const passed = await this.test.of(columns);
      if (isWhole) {
        take(columns, passed, index);
        continue;
      }
      const part = partOf(columns, dayStart(project.timezone, day), range);
      take(columns, { ...passed, rows: both(passed.rows, part.rows) }, index);
      await this.rest(part, range, index, take);
    }
  }

  /** Events of a part of a day that its columns do not tell from those of the rest. */
  private async rest(part: PartOfDay, range: TimeRange, index: number, take: Take): Promise<void> {
    for (const cut of part.cut) {
      await this.events({ range: cut, only: { outside: range } }, index, take);
    }
    if (part.withoutVisit) await this.events({ range, only: 'without visit' }, index, take);
  }

  private async events(
    what: Pick<VisitColumnsScope, 'range' | 'only'>,
    index: number,
    take: Take,
  ): Promise<void> {
    const columns = await visitsOf(this.ask, { ...this.scope, ...what, isWholeDay: false });
    // The filters have been asked for already.
    take(columns, { rows: null, action: null }, index);
  }
}

function both(some: Uint8Array | null, others: Uint8Array): Uint8Array {
  return some ? others.map((one, row) => one & (some[row] as number)) : others;
}
