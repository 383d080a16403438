import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { GroupList, GroupRow, KnownGroup, Page } from '../lists.js';
import { pageOf, readCursor } from './cursor.js';
import { groupsQuery, type GroupRecord } from './groups.query.js';
import { HeavyQuestions } from './heavy-question.repository.js';

/** Groups that events are counted for. */
@Injectable()
export class GroupsRepository {
  constructor(
    private readonly database: Database,
    private readonly questions: HeavyQuestions,
  ) {}

  async list(list: GroupList): Promise<Page<GroupRow> & { total: number }> {
    const found = await this.questions.rows<GroupRecord>(
      groupsQuery(list, readCursor(list.cursor)),
    );
    const rows = pageOf(found, list.limit, toRow, (row) => [row.position, String(row.group_no)]);
    return { ...rows, total: found[0]?.total ?? 0 };
  }

  async find(projectNo: number, groupId: string): Promise<KnownGroup | null> {
    const [row] = await this.database.query<{ traits: Record<string, unknown> | null }>(
      'SELECT traits FROM groups WHERE project_no = $1 AND group_id = $2',
      [projectNo, groupId],
    );
    return row ? { group_id: groupId, traits: row.traits ?? {} } : null;
  }
}

function toRow(row: GroupRecord): GroupRow {
  return {
    group_id: row.group_id,
    traits: row.traits ?? {},
    event_count: row.events,
    session_count: row.sessions,
    member_count: row.members,
    first_seen: row.first_seen.toISOString(),
    last_seen: row.last_seen.toISOString(),
  };
}
