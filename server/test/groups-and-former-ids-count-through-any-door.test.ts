import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from './support/app.js';
import { BROWSER, call, drained, makeProject, send, type TestProject } from './support/door.js';
import { call as ask } from './support/people.js';

interface Group {
  readonly group_id: string;
  readonly traits: Record<string, unknown>;
  readonly event_count: number;
  readonly member_count: number;
  readonly events: { event: string }[];
}

describe('what any door says', () => {
  let server: TestApp;
  let project: TestProject;

  beforeAll(async () => {
    server = await startApp();
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    project = await makeProject(server, { domain: 'shop.example' });
  });

  /** Sends requests one after the other, each stored before the next. */
  async function tell(...requests: readonly (readonly [path: string, body: object])[]) {
    for (const [path, body] of requests) {
      const answer = await fetch(server.url + path, {
        method: 'POST',
        headers: { 'user-agent': BROWSER, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect([200, 202]).toContain(answer.status);
      await drained(server);
    }
  }

  async function told(...events: object[]): Promise<void> {
    const { status } = await send(server, { key: project.publicKey, events });
    expect(status).toBe(202);
    await drained(server);
  }

  const get = <Answer>(path: string): Promise<Answer> =>
    call(server, 'GET', `/analytics/${project.id}/${path}`, project.token);

  /** Visitors, and events by user. */
  async function counted(): Promise<[visitors: number, byUser: Record<string, number>]> {
    const { unique_visitors } = await get<{ unique_visitors: number }>('overview?period=today');
    const body = { metrics: ['events'], dimensions: ['user'], range: { period: 'today' } };
    const path = `/analytics/${project.id}/query`;
    const { rows } = await call<{
      rows: { dimensions: { user: string }; metrics: { events: number } }[];
    }>(server, 'POST', path, project.token, body);
    const byUser = rows.map(({ dimensions, metrics }) => [dimensions.user, metrics.events]);
    return [unique_visitors, Object.fromEntries(byUser)];
  }

  describe('of a former id makes all that was done under it the user’s', () => {
    it('by alias of PostHog, between ids that a server uses', async () => {
      const batch = (...events: object[]) =>
        ['/batch/', { api_key: project.publicKey, batch: events }] as const;
      await tell(
        batch({ event: 'looked', distinct_id: 'guest-1' }),
        batch({ event: 'bought', distinct_id: 'ada' }),
        batch({
          event: '$create_alias',
          distinct_id: 'ada',
          properties: { distinct_id: 'ada', alias: 'guest-1' },
        }),
        batch({ event: 'looked', distinct_id: 'guest-1' }),
      );
      expect(await counted()).toEqual([1, { ada: 3 }]);
      const profile = await get<{ distinct_id: string; anonymous_ids: string[] }>('users/guest-1');
      expect(profile).toMatchObject({ distinct_id: 'ada', anonymous_ids: ['guest-1'] });
    });

    it('by $identify of PostHog, which names the anonymous id before', async () => {
      const api_key = project.publicKey;
      const anonymous = { $device_id: 'anon-1', $is_identified: false };
      const known = { $anon_distinct_id: 'anon-1', $is_identified: true };
      await tell(
        ['/e/', { api_key, event: '$pageview', distinct_id: 'anon-1', properties: anonymous }],
        ['/e/', { api_key, event: '$identify', distinct_id: 'ada', properties: known }],
      );
      expect(await counted()).toEqual([1, { ada: 1 }]);
    });

    it('by alias of Segment, of an anonymous id and of a user id', async () => {
      const writeKey = project.publicKey;
      const batch = (...messages: object[]) =>
        ['/v1/batch', { writeKey, batch: messages }] as const;
      await tell(
        batch({ type: 'alias', userId: 'ada', previousId: 'lead-7' }),
        batch(
          { type: 'track', event: 'looked', anonymousId: 'lead-7' },
          { type: 'track', event: 'looked', userId: 'lead-7' },
          { type: 'track', event: 'bought', userId: 'ada' },
        ),
      );
      expect(await counted()).toEqual([1, { ada: 3 }]);
    });

    it('by $create_alias and $merge of Mixpanel', async () => {
      const track = (event: string, properties: object) =>
        ['/track', { event, properties: { token: project.publicKey, ...properties } }] as const;
      await tell(
        track('looked', { distinct_id: '$device:d-1' }),
        track('looked', { distinct_id: 'lead' }),
        track('$create_alias', { distinct_id: 'ada', alias: 'lead' }),
        track('$merge', { $distinct_ids: ['$device:d-1', 'ada'] }),
      );
      expect(await counted()).toEqual([1, { ada: 2 }]);
    });

    it('by `previous_id` of our own, name after name, whichever is told first', async () => {
      const formerly = (user_id: string, previous_id: string): object => ({
        ...{ event: '$identify', user_id, previous_id },
      });
      await told({ event: 'looked', user_id: 'a' }, { event: 'looked', user_id: 'b' });
      await told(formerly('c', 'b'));
      await told(formerly('b', 'a'));
      expect(await counted()).toEqual([1, { c: 2 }]);
      // It leads back to itself: what was told last is not followed.
      await told(formerly('a', 'c'));
      expect(await counted()).toEqual([1, { c: 2 }]);
    });
  });

  describe('of a group', () => {
    it('counts its people’s events for it: those before the call, and not those of another', async () => {
      const at = (minute: number): string => new Date(Date.now() - minute * 60_000).toISOString();
      const ada = { user_id: 'ada' };
      await told(
        { event: 'opened', ...ada, timestamp: at(9) },
        { event: '$group', ...ada, timestamp: at(8), properties: { group_id: 'acme', size: 12 } },
        { event: 'worked', ...ada, timestamp: at(7) },
        { event: '$group', ...ada, timestamp: at(6), properties: { group_id: 'initech' } },
        { event: 'worked', ...ada, timestamp: at(5) },
        // It names a group itself.
        { event: 'helped', ...ada, timestamp: at(4), group_id: 'acme' },
        { event: 'worked', user_id: 'bob', timestamp: at(3) },
      );
      // What is older and comes later changes nothing that was said later.
      await told({
        event: '$group',
        user_id: 'eve',
        timestamp: at(20),
        properties: { group_id: 'acme', size: 3, city: 'Berlin' },
      });
      const { data, total } = await get<{ data: Group[]; total: number }>(
        'groups?period=today&order_by=event_count',
      );
      expect(total).toBe(2);
      expect(data).toMatchObject([
        { group_id: 'acme', event_count: 3, member_count: 1, traits: { size: 12, city: 'Berlin' } },
        { group_id: 'initech', event_count: 1, member_count: 1, traits: {} },
      ]);
      const acme = await get<Group>('groups/acme?period=today');
      expect(acme.events.map(({ event }) => event)).toEqual(['helped', 'worked', 'opened']);
      const { data: found } = await get<{ data: Group[] }>('groups?period=today&search=berlin');
      expect(found.map(({ group_id }) => group_id)).toEqual(['acme']);
      const breakdown = 'breakdown?dimension=group&period=today';
      expect(await get(breakdown)).toMatchObject({
        data: expect.arrayContaining([
          expect.objectContaining({ value: 'acme', visitors: 1, events: 3 }),
          expect.objectContaining({ value: 'initech', visitors: 1, events: 1 }),
        ]),
      });
    });

    it('puts a cookieless visitor into it for the visit', async () => {
      await told(
        { event: 'page_view', page_url: 'https://shop.example/' },
        { event: '$group', properties: { group_id: 4711 } },
      );
      expect(await get('groups/4711')).toMatchObject({
        event_count: 1,
        member_count: 0,
        visitors: 1,
      });
    });

    it('is understood from Segment, PostHog and Amplitude', async () => {
      const key = project.publicKey;
      const groups = { company: 'acme' };
      await tell(
        [
          '/v1/batch',
          {
            writeKey: key,
            batch: [
              { type: 'group', userId: 'u', groupId: 'acme', traits: { plan: 'pro' } },
              { type: 'track', event: 'bought', userId: 'u' },
              { type: 'track', event: 'bought', userId: 'v', context: { groupId: 'acme' } },
            ],
          },
        ],
        [
          '/batch/',
          {
            api_key: key,
            batch: [
              { event: 'bought', distinct_id: 'p', properties: { $groups: groups } },
              {
                event: '$groupidentify',
                distinct_id: '$company_acme',
                properties: { $group_type: 'company', $group_key: 'acme', $group_set: { size: 3 } },
              },
            ],
          },
        ],
        ['/2/httpapi', { api_key: key, events: [{ event_type: 'bought', user_id: 'a', groups }] }],
      );
      expect(await get('groups/acme')).toMatchObject({
        ...{ event_count: 2, member_count: 2, traits: { plan: 'pro' } },
      });
      expect(await get('groups/company%3Aacme')).toMatchObject({
        ...{ event_count: 2, member_count: 2, traits: { size: 3 } },
      });
    });

    it('is not found when nothing ever named it', async () => {
      const { token, id } = project;
      const { status, body } = await ask(server, `GET /analytics/${id}/groups/none`, { token });
      expect([status, body['code']]).toEqual([404, 'group_not_found']);
    });
  });

  it('of a user’s traits is told change by change', async () => {
    const at = (minute: number): string =>
      new Date(Date.UTC(2026, 10, 24, 12, minute)).toISOString();
    const said = (minute: number, traits: object): object => ({
      ...{ event: '$identify', user_id: 'ada', timestamp: at(minute), traits },
    });
    const { secretKey } = project;
    const tellOld = async (event: object): Promise<void> => {
      await send(server, { key: secretKey, events: [event] });
      await drained(server);
    };
    await tellOld(said(10, { plan: 'pro', seats: 3 }));
    await tellOld(said(30, { plan: 'pro' }));
    await tellOld(said(0, { plan: 'free', city: 'Berlin' }));
    expect(await get('users/ada')).toMatchObject({
      traits: { plan: 'pro', seats: 3, city: 'Berlin' },
      trait_changes: [
        { at: at(10), trait: 'plan', from: 'free', to: 'pro' },
        { at: at(10), trait: 'seats', from: null, to: 3 },
        { at: at(0), trait: 'city', from: null, to: 'Berlin' },
        { at: at(0), trait: 'plan', from: null, to: 'free' },
      ],
    });
  });
});
