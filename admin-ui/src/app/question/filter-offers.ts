import type { Filter, NamedKind } from '../ui/filter-chips/filter';
import { namedKinds } from '../ui/filter-chips/filter';

/** What may be asked in a place beside what visits and events are. */
export interface FilterOffers {
  readonly named: readonly NamedKind[];
  /** What people did, or never did. */
  readonly deeds: boolean;
  /** Single people, and properties that events carry. */
  readonly people: boolean;
}

export const everything: FilterOffers = { named: namedKinds, deeds: true, people: true };
/** Through a public link nobody asks for people. */
export const sharedOffers: FilterOffers = { named: [], deeds: false, people: false };

export interface FilterData {
  readonly filter: Filter | null;
  readonly projectId: string;
  /** Parameters and body of the range that values are offered from. */
  readonly scope: Record<string, string>;
  readonly range: object;
  readonly offers: FilterOffers;
}
