import type { Condition, Filter, FilterDimension, ProjectScope, VisitDimension } from '../tally.js';
import { conditionOn } from './condition.sql.js';
import { isActionDimension, isVisitDimension } from './dimension.sql.js';
import { insideOf, leavesOf, looksOnlyAt, partsOf } from './facts.sql.js';
import { type Ask, Params } from './params.js';
import type { ActionDimension, CodedColumn, VisitColumns } from './visit-columns.js';

/** What of some visits passes filters. What is null leaves nothing out. */
export interface Passed {
  /** 1 for rows of which something may pass. */
  readonly rows: Uint8Array | null;
  /** Whether an action of a kind passes for a row. */
  readonly action: ((row: number, kind: number) => boolean) | null;
}

/** Filters as a test of visits by columns. */
export class VisitTest {
  /** What columns have to have for it. */
  readonly dimensions: readonly VisitDimension[];
  readonly withActions: boolean;
  private readonly ofVisits: readonly Filter[];
  private readonly ofActions: readonly Filter[];
  private readonly verdicts: ReadonlyMap<Condition, Verdicts>;
  private readonly ofPeople: ReadonlyMap<Condition, PersonVerdicts>;

  /** Of filters that {@link isTestable} says yes to. */
  constructor(filters: readonly Filter[], project: ProjectScope, ask: Ask) {
    const parts = filters.flatMap(partsOf);
    this.ofVisits = parts.filter(looksAtRows);
    this.ofActions = parts.filter((one) => !looksAtRows(one));
    this.withActions = this.ofActions.length > 0;
    const leaves = [...new Set(leavesOf(parts))].filter((leaf) => 'dimension' in leaf);
    const [people, others] = [leaves.filter(isOfPeople), leaves.filter((one) => !isOfPeople(one))];
    this.verdicts = new Map(others.map((leaf) => [leaf, new Verdicts(leaf, ask)]));
    this.ofPeople = new Map(people.map((leaf) => [leaf, new PersonVerdicts(leaf, project, ask)]));
    this.dimensions = leaves.map(({ dimension }) => dimension).filter(isVisitDimension);
  }

  async of(columns: VisitColumns): Promise<Passed> {
    const tables = new Map<Condition, Uint8Array>();
    for (const [leaf, verdicts] of this.verdicts) {
      tables.set(leaf, await verdicts.of(columnOf(leaf, columns).values));
    }
    for (const [leaf, verdicts] of this.ofPeople) {
      tables.set(leaf, await verdicts.of(columns.people.persons));
    }
    const passes = this.ofVisits.map((filter) => compiled(filter, columns, tables));
    const action = this.ofActions.map((filter) => compiled(filter, columns, tables));
    return {
      rows: passes.length === 0 ? null : rowsThat(passes, columns.events.length),
      action: action.length === 0 ? null : allOf(action),
    };
  }
}

/** 1 for rows that pass all tests. */
function rowsThat(tests: readonly Test[], size: number): Uint8Array {
  const rows = new Uint8Array(size).fill(1);
  for (const test of tests) {
    for (let row = 0; row < size; row++) if (!test(row, 0)) rows[row] = 0;
  }
  return rows;
}

/** Whether columns know all that a filter looks at. */
export function isTestable(filter: Filter): boolean {
  return looksOnlyAt(filter, (one) => isOfRows(one) || isActionDimension(one));
}

function isOfPeople({ dimension }: Condition): boolean {
  return dimension === 'user';
}

/** Whether a dimension is the same for all that one row of columns tells of. */
function isOfRows(dimension: FilterDimension): boolean {
  return isVisitDimension(dimension) || dimension === 'user';
}

/** Whether all that one row of columns tells of passes a filter, or nothing of it. */
function looksAtRows(filter: Filter): boolean {
  return looksOnlyAt(filter, isOfRows);
}

type Test = (row: number, kind: number) => boolean;

/** The column a condition looks at: of rows, or of kinds of actions. */
function columnOf({ dimension }: Condition, columns: VisitColumns): CodedColumn {
  const column = isVisitDimension(dimension)
    ? columns.dimensions.get(dimension)
    : columns.actions?.kinds[dimension as ActionDimension];
  return column ?? { values: [], codes: new Uint8Array() };
}

/** What SQL takes for neither true nor false does not pass: `not` is «is not true» there, too. */
function compiled(
  filter: Filter,
  columns: VisitColumns,
  tables: ReadonlyMap<Condition, Uint8Array>,
): Test {
  if ('did' in filter) throw new Error('Columns do not know what somebody has done.');
  if ('dimension' in filter) {
    const table = tables.get(filter) as Uint8Array;
    if (isOfPeople(filter)) return (row) => table[row] === 1;
    const { codes } = columnOf(filter, columns);
    return isVisitDimension(filter.dimension)
      ? (row) => table[codes[row] as number] === 1
      : (_, kind) => table[codes[kind] as number] === 1;
  }
  const inside = insideOf(filter).map((one) => compiled(one, columns, tables));
  if ('not' in filter) return (row, kind) => !inside.every((one) => one(row, kind));
  return 'and' in filter ? allOf(inside) : (row, kind) => inside.some((one) => one(row, kind));
}

function allOf(tests: readonly Test[]): Test {
  const [only, ...others] = tests;
  return only && others.length === 0 ? only : (row, kind) => tests.every((one) => one(row, kind));
}

/** So many values are remembered while a question is answered. */
const MOST_VERDICTS = 200_000;

/** Which values pass a condition. */
class Verdicts {
  private readonly known = new Map<string | null, boolean>();
  private readonly test: ((value: string | null) => boolean) | undefined;

  constructor(
    private readonly condition: Condition,
    private readonly ask: Ask,
  ) {
    this.test = simpleTest(condition);
  }

  /** 1 at the places of values that do. */
  async of(values: readonly (string | null)[]): Promise<Uint8Array> {
    const { test } = this;
    if (test) return Uint8Array.from(values, (value) => (test(value) ? 1 : 0));
    const unknown = [...new Set(values)].filter((value) => !this.known.has(value));
    // Whoever forgets has to be told of all of them.
    const forgets = unknown.length > 0 && this.known.size > MOST_VERDICTS;
    if (forgets) this.known.clear();
    await this.learn(forgets ? [...new Set(values)] : unknown);
    return Uint8Array.from(values, (value) => (this.known.get(value) ? 1 : 0));
  }

  /** The database alone knows what it takes for the same letter in another case, or for a number. */
  private async learn(values: readonly (string | null)[]): Promise<void> {
    if (values.length === 0) return;
    const params = new Params();
    const rows = await this.ask<{ passes: boolean }>({
      sql: `SELECT (${conditionOn('v.value', this.condition, params)}) IS TRUE AS passes
        FROM unnest(${params.add(values)}::text[]) WITH ORDINALITY AS v (value, place) ORDER BY place`,
      params: params.values,
    });
    values.forEach((value, index) => this.known.set(value, rows[index]?.passes === true));
  }
}

/** Whose id passes a condition. */
class PersonVerdicts {
  private known: Promise<{ nobody: boolean; persons: ReadonlySet<number> }> | undefined;

  constructor(
    private readonly condition: Condition,
    private readonly project: ProjectScope,
    private readonly ask: Ask,
  ) {}

  /** 1 at the places of people who do; 0 is nobody known, who has no id. */
  async of(persons: Int32Array): Promise<Uint8Array> {
    const known = await (this.known ??= this.learn());
    return Uint8Array.from(persons, (person) =>
      (person === 0 ? known.nobody : known.persons.has(person)) ? 1 : 0,
    );
  }

  private async learn(): Promise<{ nobody: boolean; persons: ReadonlySet<number> }> {
    const params = new Params();
    const [row] = await this.ask<{ nobody: boolean; persons: number[] }>({
      sql: `SELECT (${conditionOn('NULL::text', this.condition, params)}) IS TRUE AS nobody,
        ARRAY(SELECT p.no FROM people p WHERE p.project_no = ${params.add(this.project.no)}::int
          AND ${conditionOn('p.key', this.condition, params)}) AS persons`,
      params: params.values,
    });
    return { nobody: row?.nobody === true, persons: new Set(row?.persons) };
  }
}

function simpleTest({
  operator,
  values,
}: Condition): ((value: string | null) => boolean) | undefined {
  const ones = new Set<string | null>(values);
  if (operator === 'is') return (value) => ones.has(value);
  if (operator === 'is_not') return (value) => !ones.has(value);
  if (operator === 'is_set') return (value) => value !== null;
  if (operator === 'is_not_set') return (value) => value === null;
  return undefined;
}
