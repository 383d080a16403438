import { setImmediate as othersFirst } from 'node:timers/promises';
import { dayStart } from '../calendar.js';
import type { Dimension, Filter, ProjectScope, TimeRange } from '../tally.js';
import { isVisitDimension } from './dimension.sql.js';
import { isMatchable, type KnownMatches } from './known-matches.js';
import type { KnownMoments } from './known-moments.js';
import { forgottenVersion } from './known-people.js';
import type { KnownVisits, VersionedDay } from './known-visits.js';
import type { Ask } from './params.js';
import { type PartOfDay, partOf } from './part-of-day.js';
import type { Stretch } from './stretches.js';
import { isTooMuch, rememberedVisits, visitsOf } from './visit-columns.repository.js';
import type { VisitColumns } from './visit-columns.js';
import type { VisitColumnsScope } from './visit-columns.query.js';
import { isTestable, type Passed, VisitTest } from './visit-test.js';

/** What is to be counted of the visits of some stretches. */
interface Asked {
  readonly project: ProjectScope;
  readonly filters: readonly Filter[];
  readonly dimensions: readonly (Dimension | null)[];
}

/** What is kept from one question to the next. */
export interface VisitMemory {
  readonly visits: KnownVisits;
  readonly matches: KnownMatches;
  readonly moments: KnownMoments;
}

/** Whether visits can be counted under filters without a look at all events, however often it is asked. */
export function isWalkable(filters: readonly Filter[]): boolean {
  return filters.every(isTestable) || isMatchable(filters);
}

/** Takes columns of visits, and what of them passes, of the stretch with this index. */
type Take = (columns: VisitColumns, passed: Passed, index: number) => void;

/** Walks along stretches of time, and reads the visits of each as cheaply as it can. */
export class VisitWalk {
  /** Null where columns do not know all that filters look at: events that pass are looked for then. */
  private readonly test: VisitTest | null;
  private matches: ReadonlyMap<string, VisitColumns> = new Map();
  /** Since when what has happened may not be in it; null = everything is. Epoch milliseconds. */
  countedUntil: number | null = null;
  private readonly scope: Pick<
    VisitColumnsScope,
    'project' | 'filters' | 'dimensions' | 'withActions'
  >;

  constructor(
    private readonly ask: Ask,
    { project, filters, dimensions }: Asked,
    private readonly memory: VisitMemory,
    /** Before the first question of the snapshot that is walked in, epoch milliseconds. */
    private readonly since: number,
  ) {
    this.test = filters.every(isTestable) ? new VisitTest(filters, project, ask) : null;
    this.scope = {
      project,
      filters,
      dimensions: dimensions.filter((one) => one !== null).filter(isVisitDimension),
      withActions: dimensions.some(
        (one) => one !== null && one !== 'user' && !isVisitDimension(one),
      ),
    };
  }

  /** Whether it is not too much: what a visit of a day that is not remembered did, or what passes. To be asked first. */
  async isPossible(stretches: readonly Stretch[]): Promise<boolean> {
    if (!this.test) {
      const whole = versionedOf(stretches.filter(({ isWhole }) => isWhole));
      const matches = await this.memory.matches.of(this.ask, this.scope, whole);
      if (!matches) return false;
      this.matches = matches;
    }
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
    const { test } = this;
    if (!test) return this.matched(indexed, take);
    const remembered = indexed.filter(({ day }) => day !== null);
    await this.days(
      remembered.filter(({ isWhole }) => isWhole),
      test,
      take,
    );
    await this.days(
      remembered.filter(({ isWhole }) => !isWhole),
      test,
      take,
    );
    for (const { day, from, to, index } of indexed) {
      if (day === null) await this.events({ range: { from, to } }, index, take);
    }
  }

  private async matched(
    stretches: readonly (Stretch & { readonly index: number })[],
    take: Take,
  ): Promise<void> {
    for (const { day, isWhole, from, to, index } of stretches) {
      const columns = day !== null && isWhole && this.matches.get(day);
      // Events that do not pass have not been read.
      if (columns) take(columns, { rows: null, action: null }, index);
      else await this.events({ range: { from, to } }, index, take);
    }
  }

  private async days(
    stretches: readonly (Stretch & { readonly index: number })[],
    test: VisitTest,
    take: Take,
  ): Promise<void> {
    const { project, dimensions, withActions } = this.scope;
    const byDay = new Map(stretches.map((stretch) => [stretch.day, stretch]));
    const days = versionedOf(stretches);
    const scope = {
      project,
      dimensions: [...new Set([...dimensions, ...test.dimensions])],
      withActions: withActions || test.withActions,
      withStarts: stretches.some(({ isWhole }) => !isWhole),
    };
    for await (const { day, columns } of rememberedVisits(
      this.ask,
      scope,
      days,
      this.memory.visits,
    )) {
      // Counting from memory waits for nothing, but others wait for the processor.
      await othersFirst();
      const { index, isWhole, ...range } = byDay.get(day) as Stretch & { readonly index: number };
      const passed = await test.of(columns);
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
    const scope = { ...this.scope, ...what, isWholeDay: false };
    const columns = this.isMomentary(what)
      ? await this.moment(what.range, scope)
      : await visitsOf(this.ask, scope);
    // The filters have been asked for already.
    take(columns, { rows: null, action: null }, index);
  }

  /** Whether nothing is asked but whose visits they are, which many ask of the running day. */
  private isMomentary({ only }: Pick<VisitColumnsScope, 'only'>): boolean {
    const { filters, dimensions, withActions } = this.scope;
    return only === undefined && filters.length === 0 && dimensions.length === 0 && !withActions;
  }

  private async moment({ from, to }: TimeRange, scope: VisitColumnsScope): Promise<VisitColumns> {
    const { no, bounceSeconds } = scope.project;
    // Whoever gets the number of somebody who was forgotten has none of their visits.
    const forgotten = await forgottenVersion(this.ask, no);
    const wanted = {
      name: [no, from.getTime(), to.getTime(), bounceSeconds, forgotten].join(' '),
      read: (ask: Ask) => visitsOf(ask, scope),
    };
    const { columns, at } = await this.memory.moments.of(wanted, this.ask, this.since);
    this.countedUntil = Math.min(this.countedUntil ?? at, at);
    return columns;
  }
}

function versionedOf(stretches: readonly Stretch[]): VersionedDay[] {
  return stretches.flatMap(({ day, version }) =>
    day !== null && version !== null ? [{ day, version }] : [],
  );
}

function both(some: Uint8Array | null, others: Uint8Array): Uint8Array {
  return some ? others.map((one, row) => one & (some[row] as number)) : others;
}
