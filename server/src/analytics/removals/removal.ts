import type { EventsToRemove } from '../../events/removal.js';
import type { Project } from '../../projects/project.js';

export const removalStatuses = ['waiting', 'removing', 'done'] as const;
export type RemovalStatus = (typeof removalStatuses)[number];

/** What is to be removed, as its owner said it and as it was understood. */
export type RemovalSubject =
  | { readonly kind: 'person'; readonly person: string }
  | ({ readonly kind: 'events'; readonly asked: readonly unknown[] } & Pick<
      EventsToRemove,
      'range' | 'filters'
    >);

/** A removal of events, or of a person, from a project. */
export interface Removal {
  readonly id: string;
  readonly projectId: Project['id'];
  readonly projectNo: Project['no'];
  readonly kind: RemovalSubject['kind'];
  /** Null: a person who has been forgotten, who is not named here either. */
  readonly subject: RemovalSubject | null;
  readonly status: RemovalStatus;
  /** Events to be taken out; null until they have been found. */
  readonly total: number | null;
  readonly removed: number;
  /** Why the last attempt ended; it is tried again. */
  readonly error: string | null;
  readonly requestedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** How many events are gone, of how many. */
export interface RemovalProgress {
  readonly removed: number;
  readonly total: number;
}
