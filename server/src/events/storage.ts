/** What the events of a project take, estimated: no table is read for it. */
export interface ProjectStorage {
  readonly projectNo: number;
  /** Countable events, as remembered by day. */
  readonly events: number;
  readonly visits: number;
  /** The project's share of every table; see {@link Storage.bytes}. */
  readonly bytes: number;
  readonly oldest: Date | null;
  readonly newest: Date | null;
  /** Months of which it has events. */
  readonly months: readonly MonthStorage[];
}

/** The events of a UTC month, which are a partition of their own; a project's are remembered by its local days. */
interface MonthStorage {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly events: number;
  readonly bytes: number;
}

/** What all events take. */
export interface Storage {
  /** As measured: events, visits, people, ids, rollups, with their indexes. */
  readonly bytes: number;
  readonly partitions: number;
  readonly projects: readonly ProjectStorage[];
}
