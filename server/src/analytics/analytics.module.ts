import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { EventsModule } from '../events/events.module.js';
import { LibraryModule } from '../library/library.module.js';
import { ProjectsModule } from '../projects/projects.module.js';
import { SharingModule } from '../sharing/sharing.module.js';
import { AnalyticsController } from './analytics.controller.js';
import { Answers } from './answers.service.js';
import { FunnelAnswers } from './funnel.service.js';
import { GoalAnswers } from './goals.service.js';
import { GoalNumbersController } from './goal-numbers.controller.js';
import { GroupsController } from './groups.controller.js';
import { JourneyAnswers } from './journeys.service.js';
import { LockCheck } from './lock-check.service.js';
import { CohortsController } from './named/cohorts.controller.js';
import { Definitions } from './named/definitions.service.js';
import { GoalsController } from './named/goals.controller.js';
import { QuestionChecks } from './named/question-checks.service.js';
import { SavedQuestionsController } from './named/saved-questions.controller.js';
import { SegmentsController } from './named/segments.controller.js';
import { Names } from './names.service.js';
import { PeopleController } from './people.controller.js';
import { PersonExportController } from './person-export.controller.js';
import { QueryAnswers } from './query.service.js';
import { QuestionReader } from './question-reader.js';
import { QuestionsController } from './questions.controller.js';
import { RawExportController } from './raw-export.controller.js';
import { RawExports } from './raw-exports.service.js';
import { RemovalsController } from './removals/removals.controller.js';
import { RemovalsProcessor } from './removals/removals.processor.js';
import { RemovalsQueue, removalsQueueModule } from './removals/removals.queue.js';
import { RemovalsRepository } from './removals/removals.repository.js';
import { Removals } from './removals/removals.service.js';
import { RetentionAnswers } from './retention.service.js';

/**
 * The answers. In: a question about one project, in words of the URL. Out: counts, rates and lists.
 * It does not know how events are kept, nor where they come from.
 */
@Module({
  imports: [
    AuthModule,
    ProjectsModule,
    SharingModule,
    EventsModule,
    LibraryModule,
    removalsQueueModule,
  ],
  controllers: [
    AnalyticsController,
    PeopleController,
    QuestionsController,
    PersonExportController,
    RawExportController,
    RemovalsController,
    CohortsController,
    GoalNumbersController,
    GoalsController,
    GroupsController,
    SavedQuestionsController,
    SegmentsController,
  ],
  providers: [
    Answers,
    Definitions,
    FunnelAnswers,
    GoalAnswers,
    JourneyAnswers,
    LockCheck,
    Names,
    QueryAnswers,
    QuestionChecks,
    QuestionReader,
    RawExports,
    Removals,
    RemovalsProcessor,
    RemovalsQueue,
    RemovalsRepository,
    RetentionAnswers,
  ],
})
export class AnalyticsModule {}
