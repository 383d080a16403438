import { randomUUID } from 'node:crypto';
import type { IncomingEvent } from '../src/events/event.js';
import { EventFeed } from '../src/events/event.feed.js';
import { EventStore } from '../src/events/event.store.js';
import { Random } from '../src/cli/seed/random.js';
import { traffic } from '../src/cli/seed/traffic.js';
import { Projects } from '../src/projects/projects.service.js';
import { startApp, type TestApp } from './support/app.js';
import { eventually } from './support/patience.js';
import { aProject, type Person, register } from './support/people.js';
import { aLiveEvent, aViewer, closeViewers } from './support/viewers.js';

const MINUTE = 60_000;

describe('who is online', () => {
  let app: TestApp;
  let person: Person;
  let project: { id: string };
  let template: IncomingEvent;

  beforeAll(async () => {
    app = await startApp();
    person = await register(app, 'ada@example.com');
    project = await aProject(app, person);
    const owned = await app.app.get(Projects).findOwned(person.id, project.id);
    const request = { from: 0, to: 864e5, events: 1, users: 0, late: false, duplicates: false };
    const [first] = traffic(new Random('one'), { ...request, project: owned });
    template = { ...first!, kind: 'page_view', name: 'page_view', userId: null, anonymousId: null };
  });

  afterAll(async () => {
    closeViewers();
    await app.close();
  });

  /** Somebody did something so many minutes ago. */
  async function happened(visitor: number, minutesAgo: number, change = {}): Promise<void> {
    const at = Date.now() - minutesAgo * MINUTE;
    const id = String(visitor).repeat(32);
    const event = {
      ...template,
      id: randomUUID(),
      visitor: id,
      previousVisitor: null,
      at,
      receivedAt: at,
      ...change,
    };
    await app.app.get(EventStore).append([event]);
    const item = aLiveEvent();
    const { projectNo } = event;
    app.app.get(EventFeed).announce({ projectNo, items: [item], skipped: 0, drops: [] });
  }

  it('is everybody with an event in five minutes, once; and is told when it changes', async () => {
    for (const minutesAgo of [9, 4, 2, 1]) await happened(1, minutesAgo);
    await happened(2, 3);
    await happened(3, 7);
    await happened(4, 1, { kind: 'engagement', name: 'engagement', engagedMs: 900 });
    const viewer = aViewer(app.url, person.token);
    await viewer.connected();
    await viewer.watch(project.id);
    expect(viewer.heard.hello[0]?.online).toBe(2);
    const { minutes } = viewer.heard.online[0]!;
    expect(minutes).toHaveLength(30);
    expect(minutes.reduce((sum, visitors) => sum + visitors, 0)).toBe(6);
    await happened(5, 0);
    const counted = (): boolean => viewer.heard.online.at(-1)?.count === 3;
    await eventually(() => Promise.resolve(counted()), 5_000);
  });
});
