import { EventFeed } from '../src/events/event.feed.js';
import { Projects } from '../src/projects/projects.service.js';
import { FRAME_ITEMS } from '../src/realtime/frame-window.js';
import { LiveGateway } from '../src/realtime/live.gateway.js';
import { startApp, type TestApp } from './support/app.js';
import { eventually } from './support/patience.js';
import { aProject, type Person, register } from './support/people.js';
import { aLiveEvent, aViewer, closeViewers, type Viewer } from './support/viewers.js';

describe('a flood of events', () => {
  let app: TestApp;
  let person: Person;
  let project: { id: string };
  let projectNo: number;

  beforeAll(async () => {
    app = await startApp();
    person = await register(app, 'ada@example.com');
    project = await aProject(app, person);
    projectNo = (await app.app.get(Projects).findOwned(person.id, project.id)).no;
  });

  afterEach(closeViewers);
  afterAll(() => app.close());

  async function watching(filter = {}): Promise<Viewer> {
    const viewer = aViewer(app.url, person.token);
    await viewer.connected();
    expect(await viewer.watch(project.id, filter)).toEqual({ ok: true });
    return viewer;
  }

  function announce(items: Parameters<typeof aLiveEvent>[0][], skipped = 0): void {
    const announcement = { projectNo, items: items.map(aLiveEvent), skipped, drops: [] };
    app.app.get(EventFeed).announce(announcement);
  }

  function told(viewer: Viewer): number {
    return viewer.heard.events.reduce((sum, frame) => sum + frame.items.length + frame.skipped, 0);
  }

  it('reaches a viewer as at most ten frames a second of fifty, with everything else counted', async () => {
    const viewer = await watching();
    const arrivals: number[] = [];
    viewer.socket.on('events', () => arrivals.push(performance.now()));
    const rounds = 150;
    for (let round = 0; round < rounds; round += 1) {
      // Small ones: the feed over PostgreSQL carries 8 kB at once and counts what does not fit.
      announce(
        Array.from({ length: 10 }, () => ({ event: `round ${round}` })),
        40,
      );
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await eventually(() => Promise.resolve(told(viewer) === rounds * 50), 5_000);
    expect(Math.max(...viewer.heard.events.map(({ items }) => items.length))).toBeLessThanOrEqual(
      FRAME_ITEMS,
    );
    expect(viewer.items().at(-1)?.event).toBe(`round ${rounds - 1}`);
    const metrics = await (await fetch(`${app.url}/metrics`)).text();
    const skipped = viewer.heard.events.reduce((sum, frame) => sum + frame.skipped, 0);
    expect(metrics).toContain(`feed_events_total{outcome="skipped"} ${skipped}\n`);
    for (const first of arrivals) {
      const second = arrivals.filter((time) => time >= first && time < first + 1_000);
      // One more than ten: frames that left a little apart may arrive close together.
      expect(second.length).toBeLessThanOrEqual(11);
    }
  });

  it('passes the filter of each viewer', async () => {
    const [purchases, berlin, everything] = [
      await watching({ event: 'purchase' }),
      await watching({ text: 'bERLin "quoted"' }),
      await watching(),
    ];
    announce([
      { event: 'purchase', city: 'Lyon' },
      { event: 'signup', properties: { note: 'Berlin "Quoted"' } },
      { event: 'signup', city: 'Lyon' },
    ]);
    await eventually(() => Promise.resolve(everything.items().length === 3), 1_000);
    expect(purchases.items().map(({ event }) => event)).toEqual(['purchase']);
    expect(berlin.items().map(({ properties }) => properties['note'])).toEqual(['Berlin "Quoted"']);
  });

  it('takes a new filter in place of the old one', async () => {
    const viewer = await watching({ event: 'purchase' });
    await viewer.watch(project.id, { event: 'signup' });
    announce([{ event: 'purchase' }, { event: 'signup' }]);
    await eventually(() => Promise.resolve(viewer.items().length > 0), 1_000);
    expect(viewer.items().map(({ event }) => event)).toEqual(['signup']);
  });

  it('drops a viewer that stops reading, and no other', async () => {
    const [stuck, reading] = [await watching(), await watching()];
    const socket = transportOf(stuck);
    socket.pause();
    const large = { properties: { text: 'x'.repeat(6_000) } };
    // What the system buffers for a connection comes on top of the server's own bound.
    const rounds = 160;
    for (let round = 0; round < rounds; round += 1) {
      for (let burst = 0; burst < 20; burst += 1) announce([large]);
      await new Promise((resolve) => setTimeout(resolve, 110));
      if (connections() === 1) break;
    }
    expect(connections()).toBe(1);
    socket.destroy();
    const before = told(reading);
    announce([{}]);
    await eventually(() => Promise.resolve(told(reading) > before), 1_000);
    expect(reading.heard.goodbye).toEqual([]);
  }, 60_000);

  function connections(): number {
    return app.app.get(LiveGateway).viewers;
  }
});

/** The viewer's own end of the line: paused, it takes no bytes, as when a laptop is closed. */
function transportOf(viewer: Viewer): { pause(): void; destroy(): void } {
  const { transport } = viewer.socket.io.engine as unknown as {
    transport: { ws: { _socket: { pause(): void; destroy(): void } } };
  };
  return transport.ws._socket;
}
