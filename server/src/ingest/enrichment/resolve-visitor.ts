import { createHmac, createSecretKey, hash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { Arrival, Client, RequestFacts, Step } from './arrival.js';
import { plainAddress } from './places.js';
import { siteOf } from './read-source.js';
import { remembered } from './remembered.js';

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
    const { today, yesterday } = facts.salts;
    draft.visitor = dayVisitor(today, parts);
    draft.previousVisitor = yesterday && dayVisitor(yesterday, parts);
  } else if (draft.clientSession !== null) {
    draft.visitor = keptVisitor('session', project.id, draft.clientSession);
  }
  return null;
};

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

const REMEMBERED_VISITORS = 5_000;
// People send request after request; what is remembered goes with the salt, or when others come.
const visitorsUnder = new WeakMap<Buffer, (parts: string) => string>();

/** First 16 bytes of HMAC-SHA-256 under a day's salt, in hex. */
function dayVisitor(salt: Buffer, parts: string): string {
  let visitor = visitorsUnder.get(salt);
  if (visitor === undefined) {
    // A key made of the same bytes for each event would cost six times as much as the HMAC itself.
    const key = createSecretKey(salt);
    visitor = remembered(
      (each) => createHmac('sha256', key).update(each).digest('hex').slice(0, 32),
      REMEMBERED_VISITORS,
    );
    visitorsUnder.set(salt, visitor);
  }
  return visitor(parts);
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
