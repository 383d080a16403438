import { EventFeed } from '../src/events/event.feed.js';
import { Projects } from '../src/projects/projects.service.js';
import { startApp, type TestApp } from './support/app.js';
import { eventually } from './support/patience.js';
import { aProject, type Person, register } from './support/people.js';
import { startRedis, type TestRedis } from './support/redis.js';
import { aLiveEvent, aViewer, closeViewers } from './support/viewers.js';

describe.each(['PostgreSQL', 'Redis'])('two api processes on %s', (feed) => {
  let redis: TestRedis | undefined;
  let one: TestApp;
  let other: TestApp;
  let person: Person;
  let project: { id: string };
  let projectNo: number;

  beforeAll(async () => {
    redis = feed === 'Redis' ? await startRedis() : undefined;
    one = await startApp({ redisUrl: redis?.url });
    const { databaseUrl } = one.environment;
    other = await startApp({ databaseUrl, redisUrl: redis?.url, role: 'api' });
    person = await register(one, 'ada@example.com');
    project = await aProject(one, person);
    projectNo = (await one.app.get(Projects).findOwned(person.id, project.id)).no;
  });

  afterAll(async () => {
    closeViewers();
    await other.close();
    await one.close();
    await redis?.stop();
  });

  it('show on each what was announced on the other, within a second', async () => {
    const viewers = [aViewer(one.url, person.token), aViewer(other.url, person.token)];
    for (const viewer of viewers) {
      await viewer.connected();
      expect(await viewer.watch(project.id)).toEqual({ ok: true });
      expect(viewer.heard.hello).toEqual([{ project_id: project.id, online: 0 }]);
      expect(viewer.heard.online[0]?.minutes).toEqual(Array(30).fill(0));
    }
    const said = [aLiveEvent({ event: 'said_here' }), aLiveEvent({ event: 'said_there' })];
    for (const [index, { app }] of [one, other].entries()) {
      const drops = [{ reason: 'bot', count: 2 }];
      app.get(EventFeed).announce({ projectNo, items: [said[index]!], skipped: 0, drops });
    }
    const everyoneHeard = (): boolean =>
      viewers.every((viewer) => viewer.items().length === 2 && viewer.heard.drops.length > 0);
    await eventually(() => Promise.resolve(everyoneHeard()), 1_000);
    for (const viewer of viewers) {
      expect(new Set(viewer.items().map(({ event }) => event))).toEqual(
        new Set(['said_here', 'said_there']),
      );
      const bots = viewer.heard.drops.flatMap(({ items }) => items);
      expect(bots.reduce((sum, { count }) => sum + count, 0)).toBe(4);
    }
  });

  it('work without WebSocket too', async () => {
    const viewer = aViewer(other.url, person.token, ['polling']);
    await viewer.connected();
    await viewer.watch(project.id);
    one.app.get(EventFeed).announce({ projectNo, items: [aLiveEvent()], skipped: 3, drops: [] });
    await eventually(() => Promise.resolve(viewer.items().length === 1), 1_000);
    expect(viewer.heard.events[0]?.skipped).toBe(3);
  });

  it('tell nobody who has stopped looking', async () => {
    const viewer = aViewer(other.url, person.token);
    await viewer.connected();
    await viewer.watch(project.id);
    const left = await viewer.socket.emitWithAck('unsubscribe', { project_id: project.id });
    expect(left).toEqual({ ok: true });
    const witness = aViewer(other.url, person.token);
    await witness.connected();
    await witness.watch(project.id);
    one.app.get(EventFeed).announce({ projectNo, items: [aLiveEvent()], skipped: 0, drops: [] });
    await eventually(() => Promise.resolve(witness.items().length === 1), 1_000);
    expect(viewer.items()).toEqual([]);
  });
});
