import { counts, type IncomingEvent, type VisitFacts } from './event.js';
import { startOfDay } from './calendar.js';

/** Where a visit came from. */
export type Origin = Pick<VisitFacts, 'referrer' | 'source'>;

/** What is kept of one visit. Times are epoch milliseconds. */
export interface Session {
  /** Digits of a bigint. */
  readonly id: string;
  readonly projectNo: number;
  visitor: string | null;
  /** The visitor's id of the day before, kept only while a visit of that id could still be running. */
  previousVisitor: string | null;
  /** The visitor's id of the day after, when the visit ran over midnight; kept as shortly. */
  nextVisitor: string | null;
  readonly clientSession: string | null;
  /** The first known user of the visit, else the anonymous id its client keeps. */
  personNo: number | null;
  personAt: number | null;
  startedAt: number;
  lastAt: number;
  firstEvent: string;
  /** Null = as they are stored: of a visit that was read without them. */
  facts: VisitFacts | null;
  cameFrom: Origin;
  entryAt: number | null;
  entryPage: string | null;
  exitAt: number | null;
  exitPage: string | null;
  pageViews: number;
  /** Countable events, page views included. */
  events: number;
  /** Countable events besides page views that the visitor caused. */
  interactions: number;
  engagedMs: number;
  /** Its events may be of several people; false = all of them are counted for the same one. */
  mixed: boolean;
}

/** An event whose person has been numbered. */
export interface NumberedEvent extends IncomingEvent {
  readonly personNo: number | null;
}

/** A visit of one event. */
export function openSession(id: string, event: NumberedEvent): Session {
  const session: Session = {
    id,
    projectNo: event.projectNo,
    visitor: event.visitor,
    previousVisitor: event.previousVisitor,
    nextVisitor: null,
    clientSession: event.clientSession,
    personNo: null,
    personAt: null,
    startedAt: event.at,
    lastAt: event.at,
    firstEvent: event.id,
    facts: event.facts,
    cameFrom: event.facts,
    entryAt: null,
    entryPage: null,
    exitAt: null,
    exitPage: null,
    pageViews: 0,
    events: 0,
    interactions: 0,
    engagedMs: 0,
    mixed: false,
  };
  addToSession(session, event);
  return session;
}

/** Adds an event to a visit. In whatever order the events of a visit are added, the same visit comes out. */
export function addToSession(session: Session, event: NumberedEvent): void {
  session.mixed ||=
    event.signedOut ||
    (event.id !== session.firstEvent && isAnothers(event.personNo, session.personNo));
  adoptVisitor(session, event);
  if (isBefore(event.at, event.id, session.startedAt, session.firstEvent)) {
    session.startedAt = event.at;
    session.firstEvent = event.id;
    session.facts = event.facts;
    session.cameFrom = event.facts;
  }
  session.lastAt = Math.max(session.lastAt, event.at);
  session.engagedMs += event.engagedMs;
  adoptPerson(session, event);
  if (!counts(event.kind)) return;
  session.events += 1;
  if (event.kind === 'page_view') addPageView(session, event.at, event.path);
  else if (event.interactive) session.interactions += 1;
}

/**
 * A visit that runs over midnight is known under the id it began with: the older of the two, which the younger names
 * as its predecessor.
 */
function adoptVisitor(session: Session, event: NumberedEvent): void {
  if (event.visitor === null || event.visitor === session.visitor) return;
  if (session.visitor === null || session.previousVisitor === event.visitor) {
    session.nextVisitor = session.visitor;
    session.visitor = event.visitor;
    session.previousVisitor = null;
  } else if (event.previousVisitor === session.visitor) {
    session.nextVisitor = event.visitor;
  } else if (session.clientSession !== null && event.at < session.startedAt) {
    // A client's own session id holds events of several addresses together: the first one names the visitor.
    session.visitor = event.visitor;
    session.previousVisitor = null;
  }
}

/** Whether an event may be counted for somebody else than its visit, which lends a known user to events of nobody. */
function isAnothers(person: number | null, visitPerson: number | null): boolean {
  if (person === visitPerson) return false;
  const [one, other] = [person ?? 0, visitPerson ?? 0];
  return !(one === 0 && other > 0) && !(other === 0 && one > 0);
}

function adoptPerson(session: Session, event: NumberedEvent): void {
  const person = event.personNo;
  if (person === null || event.signedOut) return;
  const known = person > 0;
  const hasKnown = session.personNo !== null && session.personNo > 0;
  const better = known === hasKnown ? isEarlier(event.at, session.personAt) : known;
  if (session.personNo === null || better) {
    session.personNo = person;
    session.personAt = event.at;
  }
}

function addPageView(session: Session, at: number, path: string | null): void {
  session.pageViews += 1;
  if (isBefore(at, path ?? '', session.entryAt ?? Infinity, session.entryPage ?? '')) {
    session.entryAt = at;
    session.entryPage = path;
  }
  if (!isBefore(at, path ?? '', session.exitAt ?? -Infinity, session.exitPage ?? '')) {
    session.exitAt = at;
    session.exitPage = path;
  }
}

function isEarlier(at: number, than: number | null): boolean {
  return than === null || at < than;
}

/** Ties of the clock are settled by a second key, so that the outcome is the same in any order. */
function isBefore(at: number, key: string, thanAt: number, thanKey: string): boolean {
  return at < thanAt || (at === thanAt && key < thanKey);
}

const MIX = 0x9e37_79b9_7f4a_7c15n;
const DAY_MS = 86_400_000;

/**
 * The number a cookieless visitor is counted by: their id on the project-local day their visit began. Visits of the same
 * id that began on the same day share it; 64 bits, so that a million of a day collide with a chance of 1 in 37 million.
 */
export function visitorUnit(
  session: Pick<Session, 'visitor' | 'startedAt'>,
  timezone: string,
): string | null {
  if (session.visitor === null) return null;
  const half = BigInt(`0x${session.visitor.slice(0, 16)}`);
  const day = BigInt(Math.floor(startOfDay(timezone, session.startedAt) / DAY_MS));
  return BigInt.asIntN(64, half ^ (day * MIX)).toString();
}
