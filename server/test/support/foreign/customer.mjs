/**
 * A customer's server: a process of its own in which every node SDK sends the same story, as its documentation says.
 * It hears its orders as JSON in the first argument, tells what happened in lines of JSON, and ends with its input.
 */
import amplitudeNode from '@amplitude/analytics-node';
import { Analytics as Segment3 } from '@segment/analytics-node';
import Rudder3 from '@rudderstack/rudder-sdk-node';
import { Umami } from '@umami/node';
import SegmentOld from 'analytics-node';
import Mixpanel from 'mixpanel';
import Mixpanel2023 from 'mixpanel-2023';
import net from 'node:net';
import { PostHog } from 'posthog-node';
import { PostHog as PostHog4 } from 'posthog-node4';
import Rudder2 from 'rudder-sdk-node2';
import { Analytics as Segment1 } from 'segment-node1';
import { Analytics as Segment2 } from 'segment-node2';
import { ANONYMOUS, happenings, TRAITS, USER } from './happenings.mjs';

const strangers = new Set();
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...given) {
  const [options] = Array.isArray(given[0]) ? given[0] : given;
  const { host = '127.0.0.1' } = typeof options === 'object' ? options : {};
  if (host === '127.0.0.1') return connect.apply(this, given);
  strangers.add(host);
  throw new Error(`${host} is nobody's business`);
};

const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
process.on('uncaughtException', (error) => say({ crashed: String(error?.stack ?? error) }));

const whoOf = ({ isAnonymous }) => (isAnonymous ? { anonymousId: ANONYMOUS } : { userId: USER });
const reasonOf = (error) => String(error?.reason?.message ?? error?.message ?? error);

/** Segment from its first version for node to the newest. */
const segment = (Analytics) => async (url, writeKey, told) => {
  const analytics = new Analytics({ host: url, writeKey, flushAt: 15, flushInterval: 200 });
  let refused = null;
  analytics.on('error', (error) => (refused = reasonOf(error)));
  analytics.identify({ userId: USER, anonymousId: ANONYMOUS, traits: TRAITS });
  for (const { name, at, properties, ...one } of told) {
    analytics.track({ ...whoOf(one), event: name, properties, timestamp: new Date(at) });
  }
  analytics.group({ userId: USER, groupId: 'acme', traits: { size: 3 } });
  analytics.alias({ userId: USER, previousId: 'an-older-name' });
  await analytics.closeAndFlush({ timeout: 30_000 });
  return refused;
};

/** The ones with callbacks: Segment's legacy client, and RudderStack's, which was made from it. */
const legacy = (make) => async (url, writeKey, told) => {
  let refused = null;
  const client = make(url, writeKey, (error) => (refused = reasonOf(error)));
  const waits = [];
  const call = (kind, message) =>
    waits.push(
      new Promise((resolve) =>
        client[kind](message, (error) => {
          if (error) refused = reasonOf(error);
          resolve();
        }),
      ),
    );
  call('identify', { userId: USER, anonymousId: ANONYMOUS, traits: TRAITS });
  for (const { name, at, properties, ...one } of told) {
    call('track', { ...whoOf(one), event: name, properties, timestamp: new Date(at) });
  }
  call('group', { userId: USER, groupId: 'acme', traits: { size: 3 } });
  call('alias', { userId: USER, previousId: 'an-older-name' });
  await client.flush();
  await Promise.all(waits);
  return refused;
};
const oldSegment = legacy(
  (host, key, errorHandler) => new SegmentOld(key, { host, flushInterval: 200, errorHandler }),
);
const rudder = (Rudder) =>
  legacy(
    (host, key, errorHandler) =>
      new Rudder(key, { dataPlaneUrl: host, flushInterval: 200, errorHandler }),
  );

const posthog = (PostHogOf) => async (host, key, told) => {
  const client = new PostHogOf(key, {
    host,
    flushAt: 20,
    flushInterval: 200,
    fetchRetryDelay: 400,
  });
  let refused = null;
  client.on('error', (error) => (refused = reasonOf(error)));
  for (const { name, at, properties, isAnonymous } of told) {
    client.capture({
      distinctId: isAnonymous ? ANONYMOUS : USER,
      event: name,
      properties: { ...properties, ...(isAnonymous && { $process_person_profile: false }) },
      timestamp: new Date(at),
    });
  }
  client.alias({ distinctId: USER, alias: ANONYMOUS });
  client.identify({ distinctId: USER, properties: TRAITS });
  client.groupIdentify({ groupType: 'company', groupKey: 'acme', properties: { size: 3 } });
  await client.shutdown(30_000);
  return refused;
};

const amplitude = async (url, key, told) => {
  const client = amplitudeNode.createInstance();
  const serverUrl = `${url}/2/httpapi`;
  const options = { serverUrl, flushIntervalMillis: 300, logLevel: 0 };
  await client.init(key, options).promise;
  const results = [];
  const identity = new amplitudeNode.Identify();
  for (const [name, value] of Object.entries(TRAITS)) identity.set(name, value);
  results.push(client.identify(identity, { user_id: USER, device_id: ANONYMOUS }).promise);
  for (const { name, at, properties, isAnonymous } of told) {
    const who = isAnonymous ? { device_id: ANONYMOUS } : { user_id: USER };
    results.push(client.track(name, properties, { ...who, time: at }).promise);
  }
  const answers = await Promise.all(results);
  return answers.find(({ code }) => code !== 200)?.message ?? null;
};

/** It neither repeats nor makes ids: the app does both, as the documentation tells it to. */
const mixpanel = (Mixpanel) => async (url, key, told) => {
  const { host, port } = new URL(url);
  const client = Mixpanel.init(key, { host, port, protocol: 'http', verbose: true });
  let refused = null;
  const tried = async (call) => {
    for (let tries = 0; tries < 4; tries += 1) {
      const error = await new Promise((resolve) => call(resolve));
      const errors = [error].flat().filter(Boolean);
      if (errors.length === 0) return;
      refused = reasonOf(errors[0]);
    }
  };
  const person = { distinct_id: USER, $user_id: USER };
  const phone = { distinct_id: `$device:${ANONYMOUS}`, $device_id: ANONYMOUS };
  const of = ({ n, at, properties, isAnonymous }) => ({
    ...properties,
    ...(isAnonymous ? phone : person),
    $insert_id: `insert-${n}`,
    time: new Date(at),
  });
  await tried((done) => client.people.set(USER, TRAITS, done));
  await tried((done) =>
    client.track('$identify', { ...person, $anon_distinct_id: ANONYMOUS }, done),
  );
  for (const one of told.slice(0, 10)) await tried((done) => client.track(one.name, of(one), done));
  const rest = told.slice(10).map((one) => ({ event: one.name, properties: of(one) }));
  await tried((done) => client.track_batch(rest, { max_batch_size: 25 }, done));
  return refused;
};

const umami = async (hostUrl, websiteId, told) => {
  const client = new Umami({ hostUrl, websiteId });
  let refused = null;
  const sent = async (answer) => {
    const { ok, status } = await answer;
    if (!ok) refused = `status ${status}`;
  };
  for (const { name, at, properties, isAnonymous } of told) {
    const who = isAnonymous ? {} : { id: USER };
    const payload = { website: websiteId, url: '/', hostname: 'shop.example', ...who };
    const timestamp = at / 1_000;
    await sent(client.send({ ...payload, name, data: properties, timestamp }));
  }
  await sent(client.send({ website: websiteId, id: USER, data: TRAITS }, 'identify'));
  return refused;
};

const sdks = {
  '@segment/analytics-node 3': segment(Segment3),
  '@segment/analytics-node 2': segment(Segment2),
  '@segment/analytics-node 1': segment(Segment1),
  'analytics-node 6': oldSegment,
  '@rudderstack/rudder-sdk-node 3': rudder(Rudder3),
  '@rudderstack/rudder-sdk-node 2': rudder(Rudder2),
  'posthog-node 5': posthog(PostHog),
  'posthog-node 4': posthog(PostHog4),
  '@amplitude/analytics-node 1': amplitude,
  'mixpanel 0.24': mixpanel(Mixpanel),
  'mixpanel 0.18': mixpanel(Mixpanel2023),
  '@umami/node 0.4': umami,
};

const orders = JSON.parse(process.argv[2]);
await Promise.all(
  orders.map(async ({ sdk, url, key, count }) => {
    const told = happenings(Date.now(), count);
    try {
      say({ sdk, told, refused: await sdks[sdk](url, key, told) });
    } catch (error) {
      say({ sdk, told, refused: reasonOf(error) });
    }
  }),
);
say({ strangers: [...strangers] });
process.exit(0);
