import { Injectable, Logger } from '@nestjs/common';
import { v7 as uuid, validate as isUuid } from 'uuid';
import { EventFeed } from '../../events/event.feed.js';
import { EventStore } from '../../events/event.store.js';
import type { Removable, RemovalSize } from '../../events/removal.js';
import type { Project } from '../../projects/project.js';
import { Projects } from '../../projects/projects.service.js';
import { NothingOfThatId, RemovalNotFound, TooManyRemovals } from '../analytics.errors.js';
import { scopeOf } from '../question.js';
import type { Removal, RemovalProgress, RemovalSubject } from './removal.js';
import { RemovalsQueue } from './removals.queue.js';
import { RemovalsRepository } from './removals.repository.js';

/** Events a transaction takes out: their project's events wait for it. */
const CHUNK = 2_000;
const MOST_OPEN = 20;
/** Those that ended are shown for so long. */
export const KEPT_DAYS = 90;
const ANNOUNCE_EVERY_MS = 250;

/** Removals of events by filter, and of people, from asking to the end. */
@Injectable()
export class Removals {
  private readonly logger = new Logger('Removals');

  constructor(
    private readonly repository: RemovalsRepository,
    private readonly queue: RemovalsQueue,
    private readonly store: EventStore,
    private readonly projects: Projects,
    private readonly feed: EventFeed,
  ) {}

  /** What would go. Throws `NothingOfThatId` when nothing is kept of a person. */
  async preview(project: Project, subject: RemovalSubject): Promise<RemovalSize> {
    const size = await this.store.weighRemoval(whatOf(project, subject));
    if (subject.kind === 'person' && size.ids.length === 0 && size.quarantined === 0) {
      throw new NothingOfThatId('person');
    }
    return size;
  }

  /** Notes that this is to go; somebody does it soon. */
  async request(project: Project, subject: RemovalSubject, now: Date): Promise<Removal> {
    const removal = await this.note(project, subject, now);
    try {
      await this.queue.add(removal.id);
    } catch (error) {
      // The wish is kept in the database; the regular look for open removals finds it.
      this.logger.warn(`A removal waits, the queue is away: ${String(error)}`);
    }
    return removal;
  }

  /** The same, for who runs it at once. */
  async note(project: Project, subject: RemovalSubject, now: Date): Promise<Removal> {
    if (subject.kind === 'person') await this.preview(project, subject);
    if ((await this.repository.open(project.id)).length >= MOST_OPEN) {
      throw new TooManyRemovals(MOST_OPEN);
    }
    const id = uuid({ msecs: now.getTime() });
    await this.repository.add(project, id, subject, now);
    return this.find(project, id);
  }

  /** The latest first. */
  list(project: Project): Promise<Removal[]> {
    return this.repository.list(project.id);
  }

  async find(project: Project, id: string): Promise<Removal> {
    const removal = isUuid(id) ? await this.repository.find(project.id, id) : null;
    if (removal === null) throw new RemovalNotFound();
    return removal;
  }

  /** Does one to its end; can be cut off anywhere and called again. Throws when `stop` is aborted. */
  async run(
    id: string,
    stop: AbortSignal,
    onProgress: (progress: RemovalProgress) => void = () => undefined,
  ): Promise<void> {
    const removal = await this.repository.findOpen(id);
    const project = removal && (await this.projects.byNo(removal.projectNo));
    if (!removal?.subject || !project) return;
    try {
      await this.work(removal, whatOf(project, removal.subject), stop, onProgress);
    } catch (error) {
      // Deleted meanwhile: everything goes with it.
      if ((await this.projects.byNo(removal.projectNo)) === null) return;
      if (!stop.aborted) await this.repository.fail(id, String(error)).catch(() => undefined);
      throw error;
    }
  }

  /** Puts every removal that has not ended back in the queue, and forgets those that ended long ago. */
  async resume(now: Date): Promise<void> {
    for (const id of await this.repository.open()) await this.queue.add(id);
    await this.repository.forgetEndedBefore(new Date(now.getTime() - KEPT_DAYS * 86_400_000));
  }

  private async work(
    { id, projectNo, status }: Removal,
    what: Removable,
    stop: AbortSignal,
    onProgress: (progress: RemovalProgress) => void,
  ): Promise<void> {
    const tell = this.announcer(projectNo, id);
    if (status === 'waiting') {
      await this.repository.begin(id, await this.store.beginRemoval(id, what), new Date());
    }
    for (;;) {
      stop.throwIfAborted();
      const gone = await this.store.removeSome(id, projectNo, CHUNK);
      const isLeft = gone === 0 && what.kind === 'person';
      const more = isLeft ? await this.store.forgetPerson(id, what) : 0;
      if (gone + more === 0) break;
      const progress = await this.repository.advance(id, gone, more);
      onProgress(progress);
      tell('removing', progress);
    }
    tell('done', await this.repository.finish(id, new Date()));
  }

  /** Tells who watches the project, though not after every chunk. */
  private announcer(projectNo: number, id: string) {
    let last = -Infinity;
    return (status: 'removing' | 'done', { removed, total }: RemovalProgress): void => {
      const now = performance.now();
      if (status !== 'done' && now < last + ANNOUNCE_EVERY_MS) return;
      last = now;
      const progress = { of: 'removal', id, status, done: removed, total } as const;
      this.feed.announce({ projectNo, items: [], skipped: 0, drops: [], progress });
    };
  }
}

function whatOf(project: Project, subject: RemovalSubject): Removable {
  const scope = scopeOf(project);
  return subject.kind === 'person'
    ? { kind: 'person', project: scope, distinctId: subject.person }
    : { kind: 'events', project: scope, range: subject.range, filters: subject.filters };
}
