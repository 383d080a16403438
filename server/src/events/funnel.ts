import type { Page } from './lists.js';
import type { Filter, FilterDimension, ProjectScope, TimeRange } from './tally.js';

/**
 * Who went through several steps in order. People with an id of their own are followed over the whole range, everybody
 * else within a visit. Each counts once: for the attempt that came furthest, of several the earliest, every step of it
 * at the earliest event after the one before. Events of the same instant follow each other by their ids.
 */
export interface FunnelRequest {
  readonly project: ProjectScope;
  readonly range: TimeRange;
  readonly filters: readonly Filter[];
  /** What each step demands of an event, 2 to 10 of them. */
  readonly steps: readonly (readonly Filter[])[];
  /** From the first step to the last, milliseconds. */
  readonly windowMs: number;
  /** Nothing else (under the same filters) may happen between two steps. */
  readonly strict: boolean;
  /** Groups by what the event of the first step says. */
  readonly breakdown: FilterDimension | null;
  /** How many groups, largest first. */
  readonly limit: number;
}

/** Seconds between two steps, over those who did both. */
export interface StepTimes {
  readonly mean: number;
  readonly median: number;
}

export interface FunnelCount {
  /** Of the step, and everything before. */
  readonly people: number;
  /** Since the step before; null for the first, and where nobody came. */
  readonly times: StepTimes | null;
}

export interface FunnelGroup {
  /** Null when not set. */
  readonly value: string | null;
  readonly steps: readonly FunnelCount[];
}

export interface Funnel {
  readonly steps: readonly FunnelCount[];
  /** From the first step to the last. */
  readonly completion: StepTimes | null;
  readonly groups: readonly FunnelGroup[];
}

export interface FunnelPeopleRequest extends Omit<FunnelRequest, 'breakdown' | 'limit'> {
  /** Counted from 1. */
  readonly step: number;
  /** Those who came to the step, or those of them who went no further. */
  readonly outcome: 'reached' | 'dropped';
  readonly limit: number;
  readonly cursor: string | null;
}

/** Wire format, hence snake_case. */
export interface FunnelPerson {
  /** Null for those without an id, who are followed within a visit only. */
  distinct_id: string | null;
  known: boolean;
  /** The visit of the anonymous. */
  session_id: string | null;
  /** When the first step was done, and when the one asked for. */
  started_at: string;
  reached_at: string;
}

export type FunnelPage = Page<FunnelPerson>;
