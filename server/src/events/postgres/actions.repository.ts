import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import { Database } from '../../platform/database/database.js';
import type { IncomingEvent } from '../event.js';
import { insertRows, plainArray, type Column } from './bulk.js';
import { lastNumbers } from './last-numbers.js';
import { lockProjects } from './project-lock.js';

/** A project that has more, hardly does anything twice: what is new then stays with its event. */
const MOST_ACTIONS = 100_000;
/** So does what is longer, which hardly happens twice. */
const LONGEST = 500;
const FORGET_TIMEOUT_MS = 10 * 60 * 1000;

/** What an event was called, and where it happened. */
interface Action {
  readonly projectNo: number;
  readonly key: string;
  readonly name: string | null;
  readonly hostname: string | null;
  readonly path: string | null;
}

export interface Actions {
  /** The number of what an event did; null when it has none, and its texts are to be kept with it. */
  readonly numberOf: (event: IncomingEvent) => number | null;
}

const columns: readonly Column<Action & { readonly no: number }>[] = [
  { name: 'project_no', type: 'int', of: ({ projectNo }) => projectNo },
  { name: 'no', type: 'int', of: ({ no }) => no },
  { name: 'key', type: 'uuid', of: ({ key }) => key },
  { name: 'name', type: 'text', of: ({ name }) => name },
  { name: 'hostname', type: 'text', of: ({ hostname }) => hostname },
  { name: 'path', type: 'text', of: ({ path }) => path },
];

/** Numbers what the events of a batch did, per project upwards from 1. The caller holds the projects' lock. */
export async function numberActions(
  client: pg.ClientBase,
  batch: readonly IncomingEvent[],
): Promise<Actions> {
  const actions = actionsOf(batch);
  const all = actions.map(([, one]) => one);
  const known = await find(client, all);
  const ends = await lastNumbers(
    client,
    'actions',
    all.filter((one) => !known.has(idOf(one))),
  );
  const numbers = new Map<string, number>();
  const news: (Action & { no: number })[] = [];
  for (const [name, one] of actions) {
    let no = known.get(idOf(one));
    const last = ends.get(one.projectNo) ?? 0;
    if (no === undefined && last < MOST_ACTIONS) {
      no = last + 1;
      ends.set(one.projectNo, no);
      news.push({ ...one, no });
    }
    if (no !== undefined) numbers.set(name, no);
  }
  await insertRows(client, 'actions', columns, news);
  return { numberOf: (event) => numbers.get(nameOf(event)) ?? null };
}

/** What an event is called in the store: of a page view, its kind says it. */
export function storedName({ kind, name }: IncomingEvent): string | null {
  return kind === 'page_view' ? null : name;
}

/** Each thing that was done once, by what tells it from others within this batch. */
function actionsOf(batch: readonly IncomingEvent[]): [name: string, action: Action][] {
  const actions = new Map<string, Action>();
  for (const event of batch) {
    const within = nameOf(event);
    if (actions.has(within)) continue;
    const { projectNo, hostname, path } = event;
    const name = storedName(event);
    const length = (name?.length ?? 0) + (hostname?.length ?? 0) + (path?.length ?? 0);
    if (length === 0 || length > LONGEST) continue;
    const key = hash('sha256', JSON.stringify([name, hostname, path]), 'hex');
    actions.set(within, { projectNo, key: uuidOf(key), name, hostname, path });
  }
  return [...actions];
}

/** No text that can be stored has a character 0. */
function nameOf(event: IncomingEvent): string {
  const { projectNo, hostname, path } = event;
  return `${projectNo}${part(storedName(event))}${part(hostname)}${part(path)}`;
}

function part(text: string | null): string {
  return text === null ? '\0' : `\0${text}.`;
}

function uuidOf(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

/** What tells an action from all others. */
function idOf({ projectNo, key }: Pick<Action, 'projectNo' | 'key'>): string {
  return `${projectNo} ${key}`;
}

/** The numbers of those that have one. One that nothing seemed to need any longer is needed again. */
async function find(
  client: pg.ClientBase,
  actions: readonly Action[],
): Promise<Map<string, number>> {
  if (actions.length === 0) return new Map();
  const { rows } = await client.query<{
    projectNo: number;
    key: string;
    no: number;
    unused: boolean;
  }>(
    `SELECT project_no AS "projectNo", key, no, unused
     FROM unnest($1::int[], $2::uuid[]) AS n (project_no, key) JOIN actions USING (project_no, key)`,
    [
      plainArray(actions.map(({ projectNo }) => projectNo)),
      plainArray(actions.map(({ key }) => key)),
    ],
  );
  const again = rows.filter(({ unused }) => unused);
  if (again.length > 0) {
    await client.query(
      `UPDATE actions a SET unused = false
       FROM unnest($1::int[], $2::int[]) AS n (project_no, no)
       WHERE a.project_no = n.project_no AND a.no = n.no`,
      [plainArray(again.map(({ projectNo }) => projectNo)), plainArray(again.map(({ no }) => no))],
    );
  }
  return new Map(rows.map((row) => [idOf(row), row.no]));
}

/** Forgets what no event did: texts must not outlive the events they came with. */
@Injectable()
export class ForgottenActions {
  constructor(private readonly database: Database) {}

  /**
   * Looks through all events of a project, twice, while others come in: what seems to be unused is marked, and goes if
   * it still is once all events are there that may have taken its number before it was marked.
   */
  async forgetUnused(projectNo: number): Promise<void> {
    const unused = await this.unusedOf(projectNo, false);
    if (unused.length === 0) return;
    await this.locked(projectNo, (client) =>
      client.query(
        'UPDATE actions SET unused = true WHERE project_no = $1 AND no = ANY($2::int[])',
        [projectNo, unused],
      ),
    );
    const still = await this.unusedOf(projectNo, true);
    await this.locked(projectNo, (client) =>
      client.query('DELETE FROM actions WHERE project_no = $1 AND unused AND no = ANY($2::int[])', [
        projectNo,
        still,
      ]),
    );
  }

  private async unusedOf(projectNo: number, marked: boolean): Promise<number[]> {
    return this.database.snapshot(async (client) => {
      const { rows } = await client.query<{ no: number }>(
        `SELECT a.no FROM actions a WHERE a.project_no = $1 AND (a.unused OR NOT $2)
           AND NOT EXISTS (SELECT 1 FROM events e WHERE e.project_no = $1 AND e.action_no = a.no)`,
        [projectNo, marked],
      );
      return rows.map(({ no }) => no);
    }, FORGET_TIMEOUT_MS);
  }

  private async locked(
    projectNo: number,
    work: (client: pg.ClientBase) => Promise<unknown>,
  ): Promise<void> {
    await this.database.transaction(async (client) => {
      await lockProjects(client, [projectNo]);
      await work(client);
    });
  }
}
