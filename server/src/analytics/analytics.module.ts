import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { EventsModule } from '../events/events.module.js';
import { ProjectsModule } from '../projects/projects.module.js';
import { AnalyticsController } from './analytics.controller.js';
import { Answers } from './answers.service.js';
import { FunnelAnswers } from './funnel.service.js';
import { JourneyAnswers } from './journeys.service.js';
import { PeopleController } from './people.controller.js';
import { QueryAnswers } from './query.service.js';
import { QuestionReader } from './question-reader.js';
import { QuestionsController } from './questions.controller.js';
import { RetentionAnswers } from './retention.service.js';

/**
 * The answers. In: a question about one project, in words of the URL. Out: counts, rates and lists.
 * It does not know how events are kept, nor where they come from.
 */
@Module({
  imports: [AuthModule, ProjectsModule, EventsModule],
  controllers: [AnalyticsController, PeopleController, QuestionsController],
  providers: [
    Answers,
    FunnelAnswers,
    JourneyAnswers,
    QueryAnswers,
    QuestionReader,
    RetentionAnswers,
  ],
})
export class AnalyticsModule {}
