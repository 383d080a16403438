import { v5 } from 'uuid';
import { Problem } from '../../platform/http/problem.js';
import {
  clockOf,
  firstOf,
  idOf,
  type JsonRecord,
  recordOf,
  screenOf,
  secondsOrMs,
  textOf,
  without,
} from './fields.js';
import {
  basicUser,
  type ForeignAnswer,
  type ForeignDoor,
  type Knock,
  type Told,
  translated,
  type Translation,
} from './foreign-door.js';

const DEVICE = '$device:';
const ID_NAMESPACE = '9b0c3d7e-51f2-4a86-8f0d-2e7b6a9c4d10';
// What has a column, what the house finds out itself, and the SDK's notes about itself.
const automatic = new Set([
  'token',
  'distinct_id',
  'time',
  'mp_lib',
  'mp_sent_by_lib_version',
  ...[
    'anon_distinct_id browser browser_version current_url device device_id identified_id initial_referrer',
    'initial_referring_domain insert_id ip is_reserved lib_version mp_api_endpoint mp_api_timestamp_ms os',
    'os_version referrer referring_domain screen_height screen_width user_agent user_id had_persisted_distinct_id',
  ]
    .join(' ')
    .split(' ')
    .map((name) => `$${name}`),
]);
const ofPage = new Set([
  'current_page_title',
  'current_domain',
  'current_url_path',
  'current_url_protocol',
  'current_url_search',
]);

/** Mixpanel: node and browser SDKs, events and profiles. */
export const mixpanel: ForeignDoor = {
  name: 'mixpanel',
  takes: ['track', 'import', 'engage', 'groups'].flatMap((path) => [
    `GET /${path}`,
    `POST /${path}`,
  ]),
  translate,
  taken: ({ accepted }, knock) => {
    // The import API is asked in JSON and answers so; the node client asks it like any other address.
    const isApi = knock.path === '/import' && /json/.test(knock.headers['content-type'] ?? '');
    const imported = { code: 200, status: 'OK', num_records_imported: accepted };
    return isApi ? { status: 200, body: imported } : answer(knock, null);
  },
  refused: (problem, knock) => {
    const { status, body } = answer(knock, problem);
    return { status, body, headers: problem.headers };
  },
};

/** The node client reads the body whatever the status says; the browser wants JSON when it asked for it. */
function answer({ query }: Knock, problem: Problem | null): ForeignAnswer {
  const status = problem?.getStatus() ?? 200;
  const isVerbose = query['verbose'] === '1' || query['verbose'] === 'true';
  const done = problem === null ? 1 : 0;
  if (isVerbose) return { status, body: { status: done, error: problem?.detail ?? null } };
  return { status, headers: { 'content-type': 'text/plain' }, body: String(done) };
}

function translate({ path, query, headers, body }: Knock): Translation {
  const messages: readonly unknown[] = Array.isArray(body) ? body : [body];
  const records = messages.map(recordOf);
  if (!records.some((record) => record !== null)) {
    throw new Problem(400, 'no_events', 'The request holds no events of Mixpanel.');
  }
  const tokens = records.map(tokenOf);
  const token = tokens.find((one) => one !== null) ?? query['token'] ?? null;
  // History is imported with a secret, which is said beside the events.
  const secret = [basicUser(headers), query['api_key']].find((one) => one?.startsWith('sk_'));
  const key = secret ?? token;
  return {
    key,
    // Only the browser says when it sent.
    sentAt: clockOf(query['_']),
    ...translated(messages, (message) => {
      const record = recordOf(message);
      if (record === null) return null;
      const own = tokenOf(record);
      if (own !== null && own !== token) return undefined;
      if (path === '/engage') return translateProfile(record);
      return path === '/groups' ? translateGroup(record) : translateEvent(record);
    }),
  };
}

function tokenOf(message: JsonRecord | null): string | null {
  return textOf(recordOf(message?.['properties'])?.['token']) ?? textOf(message?.['$token']);
}

function translateEvent(message: JsonRecord): Told {
  const { event: name } = message;
  const properties = recordOf(message['properties']) ?? {};
  const isView = name === '$mp_web_page_view';
  const referrer = textOf(properties['$referrer']);
  const shared = {
    event_id: eventIdOf(name, properties),
    timestamp: secondsOrMs(idOf(properties['time'])),
    page_url: textOf(properties['$current_url']),
    referrer: referrer === '$direct' ? null : referrer,
    screen: screenOf(properties['$screen_width'], properties['$screen_height']),
    ip: /^\d$/.test(String(properties['ip'])) ? undefined : textOf(properties['ip']),
    user_agent: textOf(properties['$user_agent']),
    ...personOf(properties),
  };
  if (name === '$identify') {
    const before = deviceless(properties['$anon_distinct_id']);
    return { ...shared, event: '$identify', ...(before !== undefined && { anonymous_id: before }) };
  }
  if (name === '$create_alias') return { ...shared, event: '$identify', ...aliasOf(properties) };
  if (name === '$merge') return { ...shared, event: '$identify', ...mergedOf(properties) };
  const leaves = (property: string): boolean =>
    automatic.has(property) || property === 'ip' || (isView && ofPage.has(property));
  return {
    ...shared,
    event: isView ? 'page_view' : name,
    title: isView ? textOf(properties['current_page_title']) : null,
    properties: without(properties, leaves),
  };
}

/** Before a sign-in the distinct id is the device's. */
function personOf(properties: JsonRecord): { user_id?: unknown; anonymous_id?: unknown } {
  const distinct = properties['distinct_id'];
  const isDevice = typeof distinct === 'string' && distinct.startsWith(DEVICE);
  const device = firstOf(properties['$device_id'], isDevice ? deviceless(distinct) : undefined);
  const user = firstOf(properties['$user_id'], isDevice || distinct === device ? null : distinct);
  return { user_id: user, anonymous_id: device };
}

/** In old code the new name is the alias, in new code the other one. */
function aliasOf(properties: JsonRecord): NonNullable<Told> {
  const { distinct_id: distinct, alias } = properties;
  if (typeof distinct === 'string' && distinct.startsWith(DEVICE)) {
    return { user_id: alias, anonymous_id: deviceless(distinct) };
  }
  return { user_id: distinct, previous_id: alias === distinct ? undefined : idOf(alias) };
}

/** Two ids of one person: the first that is no device's is the user's, the other was theirs before. */
function mergedOf(properties: JsonRecord): NonNullable<Told> {
  const named = properties['$distinct_ids'];
  const ids: readonly unknown[] = Array.isArray(named) ? named : [];
  const isUser = (id: unknown): boolean => typeof id === 'string' && !id.startsWith(DEVICE);
  const user = ids.find(isUser);
  return { user_id: user, previous_id: deviceless(ids.find((id) => id !== user)) };
}

function deviceless(id: unknown): unknown {
  return typeof id === 'string' && id.startsWith(DEVICE) ? id.slice(DEVICE.length) : idOf(id);
}

/** A change of somebody's profile: what it sets becomes traits; what it adds, appends or removes does not. */
function translateProfile(message: JsonRecord): Told | undefined {
  const once = recordOf(message['$set_once']);
  const always = recordOf(message['$set']);
  if (once === null && always === null) return undefined;
  const traits = without({ ...once, ...always }, (name) => /^\$(initial|browser|os)/.test(name));
  const said = { ...message, distinct_id: message['$distinct_id'] };
  const person = personOf(said);
  const event = person.user_id === undefined ? '$set' : '$identify';
  return { event, ...person, timestamp: secondsOrMs(idOf(message['$time'])), traits: traits ?? {} };
}

function translateGroup(message: JsonRecord): Told {
  return {
    event: '$group',
    properties: {
      ...recordOf(message['$set_once']),
      ...recordOf(message['$set']),
      group_type: message['$group_key'],
      group_id: message['$group_id'],
    },
  };
}

/** Mixpanel knows an event by its id, its name and its person. */
function eventIdOf(name: unknown, properties: JsonRecord): unknown {
  const id = idOf(properties['$insert_id']);
  if (id === undefined) return undefined;
  return v5(JSON.stringify([id, name, properties['distinct_id']]), ID_NAMESPACE);
}
