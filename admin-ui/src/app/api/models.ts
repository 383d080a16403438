import type { components } from './schema';

// Short names for the shapes of the API; the shapes themselves are generated (`npm run api:types`).
type Schemas = components['schemas'];

export type User = Schemas['AccountDto'];
export type Setup = Schemas['SetupDto'];
export type Tokens = Schemas['TokensDto'];
export type SignIn = Schemas['SessionDto'];
export type Project = Schemas['ProjectDto'];
export type CreatedProject = Schemas['CreatedProjectDto'];
export type Deletion = Schemas['DeletionDto'];
export type ApiKey = Schemas['KeyDto'];
export type CreatedKey = Schemas['CreatedKeyDto'];
export type Ingestion = Schemas['IngestionReport'];
export type IngestAnswer = Schemas['IngestAnswer'];
export type Quarantined = Schemas['QuarantinedEventDto'];
export type QuarantinePage = Schemas['QuarantineList'];
export type ReplayAnswer = Schemas['ReplayAnswer'];

/** The numbers of a period. */
export type Totals = Schemas['OverviewNumbers'];
export type Overview = Schemas['Overview'];
export type Timeseries = Schemas['Timeseries'];
/** One step of the time axis; `label` is its start on the project's clock. */
export type Bucket = Schemas['TimePoint'];
export type Breakdown = Schemas['Breakdown'];
export type BreakdownRow = Schemas['BreakdownRow'];
export type ApiDimension = Breakdown['dimension'];
export type LiveNow = Schemas['LiveNow'];

export type EventRow = Schemas['EventItem'];
export type EventPage = Schemas['EventPage'];
export type VisitRow = Schemas['SessionItem'];
export type PersonRow = Schemas['UserItem'];
/** A visit with what happened in it, and a person whole. */
export type SessionDetail = Schemas['Session'];
export type Profile = Schemas['User'];

/** One page of a list; `next_cursor` asks for the next. */
export interface Page<Row> {
  readonly data: readonly Row[];
  readonly next_cursor: string | null;
}

export type FunnelAnswer = Schemas['FunnelAnswer'];
export type FunnelPeople = Schemas['FunnelPeople'];
export type RetentionAnswer = Schemas['RetentionAnswer'];
export type JourneysAnswer = Schemas['JourneysAnswer'];
export type JourneyPlace = Schemas['JourneyPlace'];
export type QueryAnswer = Schemas['QueryAnswer'];
export type QueueStanding = Schemas['QueueStanding'];
export type QueueList = Schemas['QueueList'];
export type QueueWork = Schemas['QueueWork'];

export type TrendsAnswer = Schemas['TrendsAnswer'];
export type GoalAnswer = Schemas['GoalAnswer'];

/** What an owner gave a name. */
export type Goal = Schemas['Goal'];
export type Cohort = Schemas['Cohort'];
export type Segment = Schemas['Segment'];
export type SavedQuestion = Schemas['SavedQuestion'];

export type PublicLink = Schemas['LinkDto'];
export type Viewer = Schemas['ViewerDto'];

/** Events, or a person, taken out of a project for good. */
export type Removal = Schemas['RemovalDto'];
export type RemovalPreview = Schemas['RemovalPreview'];
export type RemovalList = Schemas['RemovalsDto'];

export type SystemStanding = Schemas['SystemStanding'];
export type StorageReport = Schemas['StorageDto'];
export type ProjectStorage = Schemas['ProjectStorageDto'];
