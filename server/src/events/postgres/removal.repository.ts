import { Injectable } from '@nestjs/common';
import type pg from 'pg';
import { Database } from '../../platform/database/database.js';
import type { PersonToForget, Removable, RemovalSize } from '../removal.js';
import { ForgottenActions } from './actions.repository.js';
import { about } from './ranged.js';
import { markDirty } from './dirty-days.repository.js';
import { MATCH_WHOLE_SETS } from './facts.sql.js';
import { rememberForgotten } from './forgotten-people.repository.js';
import { HeavyQuestions } from './heavy-question.repository.js';
import type { Statement } from './params.js';
import { lockProjects } from './project-lock.js';
import { QuarantineRepository } from './quarantine.repository.js';
import {
  eventsSizeQuery,
  noteEventsQuery,
  notePersonQuery,
  personRowsQuery,
  personSizeQuery,
  type Alias,
} from './removal.query.js';
import { removeEvents } from './session-events.repository.js';
import { TouchedDays } from './touched-days.js';
import { mendVisits } from './visit-removal.js';

/** Writing down what goes reads as much as the largest question, and nobody waits for it. */
const NOTE_TIMEOUT_MS = 30 * 60 * 1000;
/** First key of the locks on what a removal writes down. */
const NOTE_LOCK = 7_264_117;

const nobody: RemovalSize = {
  events: 0,
  messages: 0,
  visits: 0,
  people: 0,
  first: null,
  last: null,
  ids: [],
  quarantined: 0,
};

/**
 * Takes events out for good. What goes is written down once, whole; then it goes in small transactions, each of which
 * leaves visits, marks of days and events in agreement. An id stays known, so that what is sent again stays away.
 */
@Injectable()
export class RemovalRepository {
  constructor(
    private readonly database: Database,
    private readonly questions: HeavyQuestions,
    private readonly quarantined: QuarantineRepository,
    private readonly actions: ForgottenActions,
  ) {}

  /** What would go; of somebody unknown, nothing. */
  async weigh(what: Removable): Promise<RemovalSize> {
    if (what.kind === 'events') {
      const { sql, params } = eventsSizeQuery(about(what));
      return this.database.answer('heavy', async (client) => {
        await client.query(MATCH_WHOLE_SETS);
        const { rows } = await client.query<RemovalSize>(sql, params);
        return { ...nobody, ...rows[0] };
      });
    }
    const { no } = what.project;
    const people = await this.questions.rows<Alias>(aliasesQuery(no, what.distinctId));
    const ids = idsOf(people, what.distinctId);
    const quarantined = (await this.quarantined.ofPerson(no, ids)).length;
    if (people.length === 0) return { ...nobody, quarantined };
    const numbers = people.map((one) => one.no);
    const [row] = await this.questions.rows<RemovalSize>(personSizeQuery(no, numbers));
    return { ...nobody, ...row, ids: people.map(({ key }) => key), quarantined };
  }

  /** Writes down what goes, all there is now, unless that is done; gives how many events they are. */
  async begin(id: string, what: Removable): Promise<number> {
    return this.database.transaction(async (client) => {
      await client.query(`SET LOCAL statement_timeout = ${NOTE_TIMEOUT_MS}; SET LOCAL jit = off`);
      // Two who begin the same removal would write everything down twice.
      await client.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [NOTE_LOCK, id]);
      const { rows } = await client.query<{ noted: number }>(
        'SELECT count(*)::float8 AS noted FROM removal_events WHERE removal_id = $1',
        [id],
      );
      const noted = rows[0]?.noted ?? 0;
      return noted > 0 ? noted : note(client, id, what);
    });
  }

  /**
   * Takes at most `most` of the events out that were written down; gives how many, 0 when none is left, nor anything that
   * no other event has done.
   */
  async removeSome(id: string, projectNo: number, most: number): Promise<number> {
    const gone = await this.removeNoted(id, projectNo, most);
    if (gone === 0) await this.actions.forgetUnused(projectNo);
    return gone;
  }

  private async removeNoted(id: string, projectNo: number, most: number): Promise<number> {
    return this.database.transaction(async (client) => {
      // Rows are looked up by their keys only, as they are written.
      await client.query(
        'SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL enable_seqscan = off',
      );
      const rules = (await lockProjects(client, [projectNo])).get(projectNo);
      const chunk = await takeNoted(client, id, most);
      if (!rules || chunk.length === 0) return 0;
      const gone = await removeEvents(client, projectNo, chunk);
      const visits = new Set(gone.flatMap(({ sessionId }) => sessionId ?? []));
      const mended = await mendVisits(client, projectNo, [...visits], rules);
      const days = new TouchedDays(() => rules.timezone, Date.now());
      for (const { sessionId, at } of gone) if (sessionId === null) days.add(projectNo, at, at);
      for (const { startedAt, lastAt } of mended) days.add(projectNo, startedAt, lastAt);
      await markDirty(client, days.all());
      return chunk.length;
    });
  }

  /**
   * Forgets a person whose events are gone. Gives 0 when nothing is left of them; else the events that came in meanwhile,
   * which have been written down and have to go first.
   */
  async forget(id: string, what: PersonToForget): Promise<number> {
    const { no } = what.project;
    const aliases = await this.database.query<Alias>(...spread(aliasesQuery(no, what.distinctId)));
    await this.quarantined.releaseOfPerson(no, idsOf(aliases, what.distinctId));
    return this.database.transaction(async (client) => {
      await lockProjects(client, [no]);
      const events = await note(client, id, what);
      if (events > 0) return events;
      const people = await aliasesOf(client, no, what.distinctId);
      const numbers = [no, people.map((one) => one.no)];
      await client.query(
        `DELETE FROM people_aliases
         WHERE project_no = $1 AND (
           anonymous_no = ANY($2::int[]) OR user_no = ANY($2::int[]) OR named_no = ANY($2::int[]))`,
        numbers,
      );
      await client.query(
        'DELETE FROM people WHERE project_no = $1 AND no = ANY($2::int[])',
        numbers,
      );
      await rememberForgotten(client, no, idsOf(people, what.distinctId), Date.now());
      return 0;
    });
  }
}

/** Writes down what there is now; from then on nothing older comes in of a person. */
async function note(client: pg.ClientBase, id: string, what: Removable): Promise<number> {
  if (what.kind === 'events') {
    await client.query(MATCH_WHOLE_SETS);
    const { sql, params } = noteEventsQuery(id, about(what));
    return (await client.query(sql, params)).rowCount ?? 0;
  }
  const { no } = what.project;
  const people = await aliasesOf(client, no, what.distinctId);
  await rememberForgotten(client, no, idsOf(people, what.distinctId), Date.now());
  const numbers = people.map((one) => one.no);
  const { sql, params } = notePersonQuery(id, no, numbers);
  return (await client.query(sql, params)).rowCount ?? 0;
}

/** Visit by visit, so that each is mended as rarely as can be. */
async function takeNoted(
  client: pg.ClientBase,
  id: string,
  most: number,
): Promise<{ id: string; at: number }[]> {
  const { rows } = await client.query<{ event_id: string; at: Date }>(
    `DELETE FROM removal_events WHERE removal_id = $1 AND ctid = ANY(ARRAY(
       SELECT ctid FROM removal_events WHERE removal_id = $1 ORDER BY session_id, at LIMIT $2))
     RETURNING event_id, at`,
    [id, most],
  );
  return rows.map((row) => ({ id: row.event_id, at: row.at.getTime() }));
}

function aliasesQuery(projectNo: number, distinctId: string): Statement {
  return personRowsQuery(projectNo, distinctId, 'p.no, p.key, p.known');
}

async function aliasesOf(
  client: pg.ClientBase,
  projectNo: number,
  distinctId: string,
): Promise<Alias[]> {
  const { rows } = await client.query<Alias>(...spread(aliasesQuery(projectNo, distinctId)));
  return rows;
}

function idsOf(people: readonly Alias[], distinctId: string): string[] {
  return [...new Set([distinctId, ...people.map(({ key }) => key)])];
}

function spread({ sql, params }: Statement): [string, unknown[]] {
  return [sql, params];
}
