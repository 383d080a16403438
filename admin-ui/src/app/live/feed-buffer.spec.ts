import { FeedBuffer, passes } from './feed-buffer';
import type { LiveEvent } from '../api/live-messages';

function anEvent(id: string, over: Partial<LiveEvent> = {}): LiveEvent {
  return {
    event_id: id,
    event: 'page_view',
    timestamp: '2026-11-24T10:00:00Z',
    session_id: null,
    user_id: null,
    anonymous_id: null,
    page_url: null,
    path: '/',
    hostname: null,
    referrer: null,
    source: null,
    country: null,
    city: null,
    browser: null,
    os: null,
    device: null,
    properties: {},
    ...over,
  };
}

const ids = (buffer: FeedBuffer) => buffer.events.map(({ event_id }) => event_id);
const many = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => anEvent(String(from + index)));

describe('the feed', () => {
  it('keeps the newest on top', () => {
    const feed = new FeedBuffer(10);
    feed.add([anEvent('a'), anEvent('b')], 0, 0);
    feed.add([anEvent('c')], 0, 100);
    expect(ids(feed)).toEqual(['c', 'b', 'a']);
  });

  it('shows an event that was overtaken on its way where its time belongs, an old one on top', () => {
    const at = (id: string, second: number, ms = 0) =>
      anEvent(id, { timestamp: new Date(Date.UTC(2026, 10, 24, 10, 0, second, ms)).toISOString() });
    const feed = new FeedBuffer(10);
    feed.add([at('a', 1), at('c', 2, 500)], 0, 0);
    feed.add([at('b', 2), at('d', 3)], 0, 100);
    expect(ids(feed)).toEqual(['d', 'c', 'b', 'a']);
    feed.add([at('late', 0)], 0, 200);
    expect(ids(feed)).toEqual(['late', 'd', 'c', 'b', 'a']);
  });

  it('never keeps more than its capacity, however much arrives', () => {
    const feed = new FeedBuffer(200);
    for (let batch = 0; batch < 100; batch++) feed.add(many(batch * 50, 50), 1000, batch * 100);
    expect(feed.events).toHaveLength(200);
    expect(ids(feed)[0]).toBe('4999');
  });

  it('shows an event once, also when it is delivered again', () => {
    const feed = new FeedBuffer(10);
    feed.add([anEvent('a')], 0, 0);
    feed.add([anEvent('a'), anEvent('b')], 0, 0);
    expect(ids(feed)).toEqual(['b', 'a']);
  });

  it('does not move while held and counts what waits, beyond what it keeps', () => {
    const feed = new FeedBuffer(3);
    feed.add([anEvent('a')], 0, 0);
    feed.hold();
    feed.add(many(1, 5), 0, 0);
    expect(ids(feed)).toEqual(['a']);
    expect(feed.waiting).toBe(5);
    feed.release();
    expect(ids(feed)).toEqual(['5', '4', '3']);
    expect(feed.waiting).toBe(0);
  });

  it('takes stored events in by their time, without counting them as pace', () => {
    const feed = new FeedBuffer(10);
    feed.add([anEvent('new', { timestamp: '2026-11-24T10:05:00Z' })], 0, 0);
    feed.fill([
      anEvent('newest', { timestamp: '2026-11-24T10:06:00Z' }),
      anEvent('new', { timestamp: '2026-11-24T10:05:00Z' }),
      anEvent('old', { timestamp: '2026-11-24T10:01:00Z' }),
    ]);
    expect(ids(feed)).toEqual(['newest', 'new', 'old']);
    expect(feed.rate(0).happened).toBe(1);
  });

  it('tells what it shows of what happened', () => {
    const feed = new FeedBuffer(500);
    for (let second = 0; second < 20; second++) {
      feed.add(many(second * 50, 50), 2250, second * 1_000);
    }
    expect(feed.rate(19_500)).toEqual({ shown: 50, happened: 2300 });
    expect(feed.rate(60_000)).toEqual({ shown: 0, happened: 0 });
  });
});

describe('the filter of the feed', () => {
  it('finds a name exactly and a text anywhere', () => {
    const event = anEvent('a', { event: 'add_to_cart', properties: { sku: 'Blue-Mug' } });
    expect(passes(event, {})).toBe(true);
    expect(passes(event, { event: 'add_to_cart', text: 'blue-mug' })).toBe(true);
    expect(passes(event, { event: 'add' })).toBe(false);
    expect(passes(event, { text: 'teapot' })).toBe(false);
  });
});
