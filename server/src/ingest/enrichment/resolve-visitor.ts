import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { Arrival, Client, RequestFacts, Step } from './arrival.js';
import { plainAddress } from './places.js';
import { siteOf } from './read-source.js';

/**
 * Whose visit an event belongs to. An anonymous id the client keeps is a person over days; a browser without one is a
 * person for the project's day; a program with only a session id is that session; any other program is nobody.
 */
export const resolveVisitor: Step = (arrival, facts) => {
  const { draft, client } = arrival;
  const { project } = facts;
  if (draft.anonymousId !== null) {
    draft.visitor = keptVisitor('anonymous', project.id, draft.anonymousId);
  } else if (client !== null) {
    const parts = visitorParts(project.id, client, siteOfEvent(arrival, facts), facts);
    const { today, yesterday } = visitorsOf(parts, facts);
    draft.visitor = today;
    draft.previousVisitor = yesterday;
  } else if (draft.clientSession !== null) {
    draft.visitor = keptVisitor('session', project.id, draft.clientSession);
  }
  return null;
};

interface DayVisitors {
  readonly today: string;
  readonly yesterday: string | null;
}

// The events of a request mostly have the same visitor.
const known = new WeakMap<RequestFacts, Map<string, DayVisitors>>();

function visitorsOf(parts: string, facts: RequestFacts): DayVisitors {
  const ofRequest = known.get(facts) ?? new Map<string, DayVisitors>();
  known.set(facts, ofRequest);
  let visitors = ofRequest.get(parts);
  if (visitors === undefined) {
    const { today, yesterday } = facts.salts;
    visitors = {
      today: dayVisitor(today, parts),
      yesterday: yesterday && dayVisitor(yesterday, parts),
    };
    ofRequest.set(parts, visitors);
  }
  return visitors;
}

function visitorParts(
  projectId: string,
  client: Client,
  site: string,
  { describe }: RequestFacts,
): string {
  const { versionless } = describe(client.userAgent);
  return ['v1', projectId, network(client.ip), versionless, site].join('\0');
}

/** Where an event has no page, the page that sent it and the project's own site stand in: the person is the same. */
function siteOfEvent({ draft }: Arrival, { originHost, project }: RequestFacts): string {
  return siteOf(draft.hostname ?? originHost ?? project.domain ?? '');
}

// A key made of the same bytes for each event would cost six times as much as the HMAC itself.
const keys = new WeakMap<Buffer, KeyObject>();

function keyOf(salt: Buffer): KeyObject {
  const made = keys.get(salt) ?? createSecretKey(salt);
  keys.set(salt, made);
  return made;
}

/** First 16 bytes of HMAC-SHA-256 under a day's salt, in hex. */
function dayVisitor(salt: Buffer, parts: string): string {
  return createHmac('sha256', keyOf(salt)).update(parts).digest('hex').slice(0, 32);
}

function keptVisitor(kind: 'anonymous' | 'session', projectId: string, id: string): string {
  const parts = ['v1', kind, projectId, id].join('\0');
  return hash('sha256', parts, 'hex').slice(0, 32);
}

/** The address that one household keeps: IPv4 whole, IPv6 cut to its first 64 bits. */
export function network(ip: string): string {
  const plain = plainAddress(ip);
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.toLowerCase().split('::');
  const front = groups(head);
  const back = tail === undefined ? [] : groups(tail);
  const middle = Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0');
  return `${[...front, ...middle, ...back].slice(0, 4).join(':')}::/64`;
}

function groups(part: string): string[] {
  if (part === '') return [];
  return part.split(':').flatMap((group) => {
    // An IPv4 tail (`64:ff9b::192.0.2.1`) is two groups.
    if (group.includes('.')) return ['v4', 'v4'];
    return [group.replace(/^0+(?=.)/, '')];
  });
}
