import { Controller, Get, Param, Query, UseGuards } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import { EventStore } from '../events/event.store.js';
import type { Project } from '../projects/project.js';
import { CurrentProject } from '../projects/project-access.guard.js';
import { AnswerAccess } from '../sharing/answer-access.guard.js';
import { NothingOfThatId } from './analytics.errors.js';
import { ends } from './answer-rows.js';
import { Group, GroupPage } from './dto/group.dto.js';
import { GroupListParameters, QuestionParameters } from './dto/question.dto.js';
import { nothing } from './measures.js';
import { rangeOf } from './question.js';
import { QuestionReader } from './question-reader.js';
import { Exportable } from './tables/exportable.interceptor.js';

/** Events shown of one group. */
const GROUP_EVENTS = 100;

/** Companies, teams, whatever a site calls its groups: what is done for them. */
@ApiTags('Analytics')
@ApiBearerAuth()
@ApiParam({ name: 'id', description: 'Id of the project.' })
@ApiResponse({ status: 400, description: 'An impossible question; says what to change.' })
@ApiResponse({ status: 401, description: 'Not signed in.' })
@ApiResponse({ status: 404, description: 'No project of yours, or no such group in it.' })
@ApiResponse({ status: 503, description: 'Takes too long, or the database is away.' })
@Exportable()
@UseGuards(AnswerAccess)
@Controller('analytics/:id/groups')
export class GroupsController {
  constructor(
    private readonly store: EventStore,
    private readonly reader: QuestionReader,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Groups with events in a range' })
  @ApiOkResponse({ type: GroupPage })
  async groups(
    @CurrentProject() project: Project,
    @Query() parameters: GroupListParameters,
  ): Promise<GroupPage> {
    const question = await this.reader.readUrl(parameters, project, null, new Date());
    const { rows, total, nextCursor } = await this.store.listGroups({
      project: question.project,
      range: rangeOf(question.period, true),
      filters: question.filters,
      limit: parameters.limit,
      cursor: parameters.cursor ?? null,
      search: parameters.search ?? null,
      order: parameters.order_by,
    });
    return { data: [...rows], total, next_cursor: nextCursor };
  }

  @Get(':group')
  @ApiOperation({ summary: 'A group: traits, totals of a range and its latest events' })
  @ApiParam({ name: 'group', description: 'group_id of a list.' })
  @ApiOkResponse({ type: Group })
  async group(
    @CurrentProject() project: Project,
    @Param('group') groupId: string,
    @Query() parameters: QuestionParameters,
  ): Promise<Group> {
    const question = await this.reader.readUrl(parameters, project, null, new Date());
    const known = await this.store.group(question.project, groupId);
    if (known === null) throw new NothingOfThatId('group');
    const asked = {
      project: question.project,
      range: rangeOf(question.period, true),
      filters: [
        ...question.filters,
        { dimension: 'group' as const, operator: 'is' as const, values: [groupId] },
      ],
    };
    const page = { ...asked, cursor: null, search: null };
    const [tally, groups, events] = await Promise.all([
      this.store.tally({ ...asked, dimension: null, buckets: null }),
      this.store.listGroups({ ...page, order: 'last_seen', limit: 1 }),
      this.store.listEvents({ ...page, limit: GROUP_EVENTS }),
    ]);
    const counts = tally.rows[0] ?? nothing;
    const [row] = groups.rows;
    return {
      ...known,
      member_count: row?.member_count ?? 0,
      visitors: counts.visitors,
      session_count: counts.visits,
      page_views: counts.pageViews,
      event_count: counts.events,
      first_seen: row?.first_seen ?? null,
      last_seen: row?.last_seen ?? null,
      events: [...events.rows],
      ...ends(question.period),
    };
  }
}
