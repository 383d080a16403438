import type { TestApp } from '../app.js';
import { rows } from '../door.js';

/** One event of `happenings.mjs`, as an SDK was told of it. */
export interface Happening {
  readonly n: number;
  readonly name: string;
  readonly at: number;
  readonly isAnonymous: boolean;
  readonly properties: Record<string, unknown>;
}

/** An event as it lies in the store. */
export interface StoredEvent {
  readonly name: string | null;
  readonly kind: number;
  readonly at: Date;
  readonly path: string | null;
  readonly properties: Record<string, unknown> | null;
  /** Who it is by the event alone; null for nobody. */
  readonly person: string | null;
  readonly known: boolean | null;
}

/** Everything that is stored of a project, in the order of its happening. */
export function storedEvents(server: TestApp, projectId: string): Promise<StoredEvent[]> {
  return rows<StoredEvent>(
    server,
    `SELECT e.name, e.kind, e.at, e.path, e.properties, p.key AS person, p.known
     FROM full_events e JOIN projects j ON j.no = e.project_no
     LEFT JOIN people p ON p.project_no = e.project_no AND p.no = e.person_no
     WHERE j.id = $1 ORDER BY e.at`,
    [projectId],
  );
}

/** What is known of a user; null when nothing is. */
export async function traitsOf(
  server: TestApp,
  projectId: string,
  user: string,
): Promise<Record<string, unknown> | null> {
  const [person] = await rows<{ traits: Record<string, unknown> | null }>(
    server,
    `SELECT p.traits FROM people p JOIN projects j ON j.no = p.project_no
     WHERE j.id = $1 AND p.known AND p.key = $2`,
    [projectId, user],
  );
  return person?.traits ?? null;
}

/** The user that an anonymous id turned out to be; null when it is still nobody's. */
export async function ownerOf(
  server: TestApp,
  projectId: string,
  anonymous: string,
): Promise<string | null> {
  const [owner] = await rows<{ key: string }>(
    server,
    `SELECT u.key FROM people_aliases s JOIN projects j ON j.no = s.project_no
     JOIN people a ON a.project_no = s.project_no AND a.no = s.anonymous_no
     JOIN people u ON u.project_no = s.project_no AND u.no = s.user_no
     WHERE j.id = $1 AND a.key = $2`,
    [projectId, anonymous],
  );
  return owner?.key ?? null;
}
