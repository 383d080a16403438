import type { VisitDimension } from '../tally.js';

/**
 * Visits of a stretch of time, by columns. A row is a visit as far as it is counted for one person, which nearly always
 * is all of it; or what was done for one person without a visit.
 */
export interface VisitColumns extends VisitSums {
  readonly people: VisitPeople;
  /** When each visit of a whole day began, milliseconds after the day did; null when nobody asked. */
  readonly starts: Int32Array | null;
  /** Null when nobody asked. */
  readonly actions: VisitActions | null;
  /** Those that were asked for. */
  readonly dimensions: ReadonlyMap<VisitDimension, CodedColumn>;
}

/** What is known of each row whatever is asked. */
export interface VisitPeople {
  /** The sum of some of {@link is}. */
  readonly flags: Uint8Array;
  /** Numbers of people; 0 for a cookieless visitor, or nobody. */
  readonly persons: Int32Array;
  /** Milliseconds a visit lasted: at most a day. */
  readonly durations: Uint32Array;
  /** Of visits that may be in other rows as well, or whose cookieless visitor may. */
  readonly entangled: Identities;
}

/** Which visits and cookieless visitors some rows are; 0 where there is none. */
export interface Identities {
  /** Ascending. */
  readonly rows: Uint32Array;
  readonly sessions: Float64Array;
  readonly units: BigInt64Array;
}

/** Bits of a row's flags: a visit, with a page view, a bounce, of a cookieless visitor, entangled. */
export const is = { visit: 1, viewed: 2, bounced: 4, unit: 8, entangled: 16 } as const;

export interface VisitSums {
  readonly events: Numbers;
  readonly pageViews: Numbers;
}

/** As narrow as what is in it. */
export type Numbers = Uint8Array | Uint16Array | Uint32Array;

/** The same numbers in as few bytes as they need. */
export function narrowed(numbers: Uint32Array): Numbers {
  let most = 0;
  for (const number of numbers) if (number > most) most = number;
  if (most < 2 ** 8) return Uint8Array.from(numbers);
  return most < 2 ** 16 ? Uint16Array.from(numbers) : numbers;
}

/** What visits did: so many times something of a kind. */
export interface VisitActions {
  readonly kinds: ActionKinds;
  /** Where the actions of each row end; they begin where those of the row before end. */
  readonly ends: Uint32Array;
  /** Rows of `kinds`. */
  readonly codes: Numbers;
  readonly times: Numbers;
}

/** What each kind of action is; no two are the same. */
export interface ActionKinds {
  readonly page: CodedColumn;
  readonly hostname: CodedColumn;
  /** `page_view` is that of page views alone; never null. */
  readonly event: CodedColumn;
}

export type ActionDimension = keyof ActionKinds;

/** A value for each row, as its position among the values there are; each is there once. */
export interface CodedColumn {
  readonly values: readonly (string | null)[];
  readonly codes: Numbers;
}

/** A row as the database gives it. */
export interface VisitRecord extends Readonly<Record<`d${number}`, string | null>> {
  readonly session: number | null;
  readonly person: number | null;
  readonly unit: string | null;
  readonly viewed: boolean | null;
  readonly bounced: boolean | null;
  readonly duration_ms: number | null;
  /** Milliseconds after the beginning of the range that was asked for. */
  readonly start_ms: number | null;
  readonly entangled: boolean;
  readonly events: number;
  readonly page_views: number;
  /** Lines, each a number of times, a blank, and page, hostname and event as JSON; null when nobody asked. */
  readonly actions: string | null;
}

/** Makes columns of rows. */
export class VisitColumnsBuilder {
  private readonly flags: number[] = [];
  private readonly persons: number[] = [];
  private readonly durations: number[] = [];
  private readonly starts: number[] = [];
  private readonly entangled = {
    rows: [] as number[],
    sessions: [] as number[],
    units: [] as bigint[],
  };
  private readonly events: number[] = [];
  private readonly pageViews: number[] = [];
  private readonly kinds = new ColumnBuilder();
  private readonly ends: number[] = [];
  private readonly times: number[] = [];
  private readonly dimensions: readonly (readonly [VisitDimension, ColumnBuilder])[];

  constructor(
    dimensions: readonly VisitDimension[],
    private readonly withActions: boolean,
  ) {
    this.dimensions = dimensions.map((dimension) => [dimension, new ColumnBuilder()] as const);
  }

  add(record: VisitRecord): void {
    const { session, unit, viewed, bounced, entangled } = record;
    if (entangled) {
      this.entangled.rows.push(this.flags.length);
      this.entangled.sessions.push(session ?? 0);
      this.entangled.units.push(BigInt(unit ?? 0));
    }
    this.flags.push(
      (viewed === null ? 0 : is.visit) |
        (viewed === true ? is.viewed : 0) |
        (bounced === true ? is.bounced : 0) |
        (unit === null ? 0 : is.unit) |
        (entangled ? is.entangled : 0),
    );
    this.persons.push(record.person ?? 0);
    this.durations.push(record.duration_ms ?? 0);
    this.starts.push(record.start_ms ?? 0);
    this.events.push(record.events);
    this.pageViews.push(record.page_views);
    this.dimensions.forEach(([, column], index) => column.add(record[`d${index}`] ?? null));
    for (const line of record.actions?.split('\n') ?? []) {
      const blank = line.indexOf(' ');
      this.times.push(Number(line.slice(0, blank)));
      this.kinds.add(line.slice(blank + 1));
    }
    this.ends.push(this.times.length);
  }

  /** How many visits there are so far, how many different actions, and how many in all. */
  get size(): { visits: number; kinds: number; actions: number } {
    return { visits: this.flags.length, kinds: this.kinds.size, actions: this.times.length };
  }

  build(): VisitColumns {
    return {
      people: {
        flags: Uint8Array.from(this.flags),
        persons: Int32Array.from(this.persons),
        durations: Uint32Array.from(this.durations),
        entangled: {
          rows: Uint32Array.from(this.entangled.rows),
          sessions: Float64Array.from(this.entangled.sessions),
          units: BigInt64Array.from(this.entangled.units),
        },
      },
      events: narrowed(Uint32Array.from(this.events)),
      pageViews: narrowed(Uint32Array.from(this.pageViews)),
      starts: Int32Array.from(this.starts),
      actions: this.withActions ? this.buildActions() : null,
      dimensions: new Map(
        this.dimensions.map(([dimension, column]) => [dimension, column.build()]),
      ),
    };
  }

  private buildActions(): VisitActions {
    const { values, codes } = this.kinds.build();
    const kinds = new ActionKindsBuilder();
    for (const value of values) kinds.add(...(JSON.parse(value ?? '') as ActionKind));
    const times = narrowed(Uint32Array.from(this.times));
    return { kinds: kinds.build(), codes, ends: Uint32Array.from(this.ends), times };
  }
}

type ActionKind = readonly [page: string | null, hostname: string | null, event: string];

/** Makes columns of kinds of actions. */
export class ActionKindsBuilder {
  private readonly pages = new ColumnBuilder();
  private readonly hostnames = new ColumnBuilder();
  private readonly events = new ColumnBuilder();

  add(...[page, hostname, event]: ActionKind): void {
    this.pages.add(page);
    this.hostnames.add(hostname);
    this.events.add(event);
  }

  build(): ActionKinds {
    return {
      page: this.pages.build(),
      hostname: this.hostnames.build(),
      event: this.events.build(),
    };
  }
}

/** Codes values, the most frequent first: their codes are short. */
class ColumnBuilder {
  private readonly codes: number[] = [];
  private readonly codeOf = new Map<string | null, number>();
  private readonly values: (string | null)[] = [];
  private readonly counts: number[] = [];

  add(value: string | null): void {
    let code = this.codeOf.get(value);
    if (code === undefined) {
      code = this.values.length;
      this.codeOf.set(value, code);
      this.values.push(value);
      this.counts.push(0);
    }
    this.counts[code] = (this.counts[code] as number) + 1;
    this.codes.push(code);
  }

  get size(): number {
    return this.values.length;
  }

  build(): CodedColumn {
    const order = [...this.values.keys()].sort(
      (a, b) =>
        (this.counts[b] as number) - (this.counts[a] as number) ||
        ((this.values[a] ?? '') < (this.values[b] ?? '') ? -1 : 1),
    );
    const places = new Uint32Array(order.length);
    order.forEach((code, place) => (places[code] = place));
    return {
      values: order.map((code) => this.values[code] as string | null),
      codes: narrowed(Uint32Array.from(this.codes, (code) => places[code] as number)),
    };
  }
}
