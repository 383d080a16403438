import { Injectable } from '@nestjs/common';
import type { SessionDetail, TraitChange, UserDevice, UserProfile } from '../profile.js';
import type { ProjectScope } from '../tally.js';
import { HeavyQuestions } from './heavy-question.repository.js';
import { toLiveEvent, toSessionRow, type EventRecord, type SessionRecord } from './list-rows.js';
import {
  personEventsQuery,
  personQuery,
  profileQuery,
  sessionEventsQuery,
  sessionQuery,
  traitsQuery,
} from './profile.query.js';

/** Events shown of one visit, and of one person. */
const SESSION_EVENTS = 1_000;
const PERSON_EVENTS = 100;
const TRAIT_CHANGES = 200;

interface FullSessionRecord extends SessionRecord {
  utm_source: string | null;
  utm_medium: string | null;
  utm_campaign: string | null;
  utm_term: string | null;
  utm_content: string | null;
  language: string | null;
  screen: string | null;
}

interface PersonRecord {
  no: number;
  key: string;
  known: boolean;
  traits: Record<string, unknown> | null;
  alias_nos: number[];
  aliases: string[];
}

interface TraitsRecord {
  traits: Record<string, unknown>;
  changes: TraitChange[];
}

interface ProfileRecord {
  totals: {
    first_seen: string | null;
    last_seen: string | null;
    event_count: number;
    page_views: number;
  };
  visits: { session_count: number; total_duration: number };
  place: Pick<UserProfile, 'country' | 'region' | 'city'> | null;
  devices: UserDevice[];
  top_pages: UserProfile['top_pages'];
  top_events: UserProfile['top_events'];
}

/** One visit, or one person, whole. */
@Injectable()
export class ProfileRepository {
  constructor(private readonly questions: HeavyQuestions) {}

  async session(project: ProjectScope, sessionId: string): Promise<SessionDetail | null> {
    return this.questions.together(async (ask) => {
      const [row] = await ask<FullSessionRecord>(sessionQuery(project, sessionId, new Date()));
      if (!row) return null;
      const events = await ask<EventRecord>(sessionEventsQuery(project, row, SESSION_EVENTS));
      return {
        ...toSessionRow(row),
        utm_source: row.utm_source,
        utm_medium: row.utm_medium,
        utm_campaign: row.utm_campaign,
        utm_term: row.utm_term,
        utm_content: row.utm_content,
        language: row.language,
        screen: row.screen,
        events: events.slice(0, SESSION_EVENTS).map(toLiveEvent),
        cut: events.length > SESSION_EVENTS,
      };
    });
  }

  async user(project: ProjectScope, key: string): Promise<UserProfile | null> {
    return this.questions.together(async (ask) => {
      const [person] = await ask<PersonRecord>(personQuery(project, key));
      if (!person) return null;
      const whose = { no: person.no, all: [person.no, ...person.alias_nos] };
      const [found] = await ask<ProfileRecord>(profileQuery(project, whose));
      const events = await ask<EventRecord>(personEventsQuery(project, whose, PERSON_EVENTS));
      const [said] = await ask<TraitsRecord>(traitsQuery(project, whose, TRAIT_CHANGES));
      const { totals, visits, place } = found as ProfileRecord;
      return {
        distinct_id: person.key,
        known: person.known,
        traits: { ...person.traits, ...said?.traits },
        trait_changes: (said?.changes ?? []).map(({ at, ...change }) => ({
          at: isoOf(at) ?? '',
          ...change,
        })),
        anonymous_ids: person.aliases,
        first_seen: isoOf(totals.first_seen),
        last_seen: isoOf(totals.last_seen),
        event_count: totals.event_count,
        page_views: totals.page_views,
        session_count: visits.session_count,
        total_duration: visits.total_duration,
        country: place?.country ?? null,
        region: place?.region ?? null,
        city: place?.city ?? null,
        devices: (found as ProfileRecord).devices.map((one) => ({
          ...one,
          last_seen: isoOf(one.last_seen) ?? '',
        })),
        top_pages: (found as ProfileRecord).top_pages,
        top_events: (found as ProfileRecord).top_events,
        events: events.map(toLiveEvent),
      };
    });
  }
}

/** A time as JSON of the database has it, in the form that the API speaks. */
function isoOf(time: string | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
