import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { EventsModule } from '../events/events.module.js';
import { ProjectsModule } from '../projects/projects.module.js';
import { LiveGateway } from './live.gateway.js';
import { LiveRelay } from './live.relay.js';
import { Watchers } from './watchers.js';

/**
 * The side window. In: what the feed announces, connections with a token or read key. Out: frames to the viewers of a project.
 * It counts through the store and knows nothing of how events come in; only processes that answer requests have it.
 */
@Module({
  imports: [AuthModule, ProjectsModule, EventsModule],
  providers: [LiveGateway, LiveRelay, Watchers],
})
export class LiveModule {}
