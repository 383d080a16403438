import { Problem } from '../../platform/http/problem.js';
import {
  clockOf,
  firstOf,
  groupOf,
  idOf,
  type JsonRecord,
  numberOf,
  recordOf,
  textOf,
} from './fields.js';
import {
  bearer,
  type ForeignAnswer,
  type ForeignDoor,
  type Knock,
  type Told,
  translated,
  type Translation,
} from './foreign-door.js';
import { circumstances, ownProperties, traitsOf } from './posthog-properties.js';

// Recordings, heat maps and news between SDK and server.
const unsupported =
  /^(\$snapshot|\$snapshot_items|\$\$heatmap|\$performance_event|\$opt_in|\$\$client_ingestion_warning)$/;
// What happens without the visitor's doing.
const passive =
  /^(\$feature_flag_called|\$web_vitals|\$exception|\$csp_violation|\$ai_.*|survey shown)$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const COOKIELESS = '$posthog_cookieless';

/** PostHog: node and browser SDKs, Python and others that send batches the same way. */
export const posthog: ForeignDoor = {
  name: 'posthog',
  takes: [
    'POST /batch',
    'POST /capture',
    'POST /e',
    'GET /e',
    'POST /i/v0/e',
    'POST /i/v0/ai',
    'POST /i/v0/ai/batch',
    'POST /i/v1/analytics/events',
  ],
  answers: {
    'GET /array/:token/config.js': ({ params }) => script(params['token'] ?? ''),
    'GET /array/:token/config': () => ({ status: 200, body: remoteConfig }),
    'POST /flags': () => ({ status: 200, body: flags }),
    'GET /flags': () => ({ status: 200, body: flags }),
    'POST /decide': () => ({ status: 200, body: flags }),
    'GET /decide': () => ({ status: 200, body: flags }),
    // Recordings, of old versions that were not told that there are none.
    'POST /s': () => ({ status: 200, body: { status: 1 } }),
  },
  translate,
  taken: (_verdict, { path, body }) =>
    path.startsWith('/i/v1/') ? result(body) : { status: 200, body: { status: 1 } },
  refused: (problem) => {
    const { headers } = problem;
    // The browser SDK throws away what gets a 429, and sends again what gets a 503.
    const status = problem.getStatus() === 429 ? 503 : problem.getStatus();
    return { status, headers, body: problem.toDocument() };
  },
};

// No `surveys`: even `false` makes the browser SDK fetch a script that is not here.
const remoteConfig = {
  supportedCompression: ['gzip-js'],
  hasFeatureFlags: false,
  sessionRecording: false,
  autocapture_opt_out: false,
};
const flags = {
  ...remoteConfig,
  flags: {},
  featureFlags: {},
  featureFlagPayloads: {},
  errorsWhileComputingFlags: false,
};

/** The configuration as a script, which spares the page a second request. */
function script(token: string): ForeignAnswer {
  const name = JSON.stringify(token).replaceAll('<', '\\u003c');
  const value = JSON.stringify({ config: remoteConfig, siteApps: [] });
  const all = 'window._POSTHOG_REMOTE_CONFIG';
  return {
    status: 200,
    headers: { 'content-type': 'application/javascript; charset=utf-8' },
    body: `(${all}=${all}||{})[${name}]=${value};\n`,
  };
}

/** The answer of the newest route, which names each event. */
function result(body: unknown): ForeignAnswer {
  const results: Record<string, { result: 'ok' }> = {};
  for (const event of messagesOf(body)) {
    const id = textOf(recordOf(event)?.['uuid']);
    if (id !== null && id !== '__proto__') results[id] = { result: 'ok' };
  }
  return { status: 200, body: { results } };
}

function messagesOf(body: unknown): readonly unknown[] {
  if (Array.isArray(body)) return body;
  const envelope = recordOf(body);
  const batch = envelope?.['batch'] ?? envelope?.['data'];
  if (Array.isArray(batch)) return batch;
  return envelope?.['event'] === undefined ? [] : [envelope];
}

function translate({ query, headers, body, now }: Knock): Translation {
  const envelope = recordOf(body);
  const messages = messagesOf(body);
  if (messages.length === 0 && !Array.isArray(body) && !Array.isArray(envelope?.['batch'])) {
    throw new Problem(400, 'no_events', 'The body holds no events of PostHog.');
  }
  const key =
    keyOf(envelope) ??
    query['api_key'] ??
    query['token'] ??
    messages.map((message) => tokenOf(recordOf(message))).find((token) => token !== null) ??
    bearer(headers);
  const sentAt =
    clockOf(envelope?.['sent_at']) ??
    clockOf(envelope?.['sentAt']) ??
    clockOf(query['_']) ??
    clockOf(envelope?.['created_at']);
  return {
    key,
    sentAt,
    ...translated(messages, (message) => translateEvent(message, key, sentAt ?? now)),
  };
}

function keyOf(record: JsonRecord | null): string | null {
  return textOf(record?.['api_key']) ?? textOf(record?.['token']);
}

function tokenOf(event: JsonRecord | null): string | null {
  return keyOf(event) ?? textOf(recordOf(event?.['properties'])?.['token']);
}

function translateEvent(sent: unknown, key: string | null, sentAt: number): Told | undefined {
  const event = recordOf(sent);
  if (event === null) return null;
  const { event: name } = event;
  const token = tokenOf(event);
  const ofAnother = token !== null && token !== key;
  if (ofAnother || (typeof name === 'string' && unsupported.test(name))) return undefined;
  const properties = recordOf(event['properties']) ?? {};
  const traits = traitsOf(event, properties);
  return {
    event_id: idOf(firstOf(event['uuid'], properties['$event_uuid'])),
    timestamp: timeOf(event, sentAt),
    session_id: idOf(firstOf(properties['$session_id'], event['session_id'])),
    ...circumstances(properties),
    ...personOf(event, properties),
    group_id: groupOf(properties['$groups']),
    ...(traits && { traits }),
    ...saidBy(name, event, properties),
  };
}

/** What the event itself says; its road judges a name that is none. */
function saidBy(name: unknown, event: JsonRecord, properties: JsonRecord): NonNullable<Told> {
  switch (name) {
    case '$pageview':
    case '$screen':
      return {
        event: 'page_view',
        title: textOf(properties['title']),
        properties: ownProperties(properties, ['title']),
      };
    case '$pageleave':
      return { event: 'engagement', properties: attention(properties) };
    case '$identify':
    case '$set':
      // Without a user, there are traits of somebody unknown.
      return { event: personOf(event, properties).user_id === undefined ? '$set' : '$identify' };
    case '$create_alias':
    case '$merge_dangerously':
      return { event: '$identify', previous_id: idOf(properties['alias']) };
    case '$groupidentify':
      return {
        event: '$group',
        // «$company_acme» is made up by the SDK; no such person exists.
        user_id: undefined,
        properties: {
          ...recordOf(properties['$group_set']),
          group_type: properties['$group_type'],
          group_id: properties['$group_key'],
        },
      };
    default: {
      const isPassive = typeof name === 'string' && passive.test(name);
      return {
        event: name,
        ...(isPassive && { interactive: false }),
        properties: ownProperties(properties, []),
      };
    }
  }
}

/** Time on the page stands in for engaged time, which this SDK does not measure. */
function attention(properties: JsonRecord): JsonRecord {
  const seconds = numberOf(properties['$prev_pageview_duration']);
  const share = numberOf(properties['$prev_pageview_max_scroll_percentage']);
  return {
    ...(seconds !== null && { engaged_ms: Math.round(seconds * 1_000) }),
    ...(share !== null && { scroll_depth: Math.round(share * 100) }),
  };
}

/** Batches of versions before 2026 say only how long before sending it happened. */
function timeOf(event: JsonRecord, sentAt: number): unknown {
  const offset = numberOf(event['offset']);
  const time = firstOf(event['timestamp'], event['created_at']);
  return time === undefined && offset !== null ? Math.round(sentAt - offset) : time;
}

/** A distinct id is a user's once the SDK has identified somebody, before that it is the browser's own. */
function personOf(
  event: JsonRecord,
  properties: JsonRecord,
): { user_id?: unknown; anonymous_id?: unknown } {
  const distinct = idOf(firstOf(event['distinct_id'], properties['distinct_id']));
  if (distinct === COOKIELESS || properties['$cookieless_mode'] === true) return {};
  const device = idOf(properties['$device_id']);
  const profileless = properties['$process_person_profile'] === false;
  const isAnonymous =
    profileless ||
    properties['$is_identified'] === false ||
    (device !== undefined && distinct === device);
  if (!isAnonymous) {
    const before = idOf(firstOf(properties['$anon_distinct_id'], device));
    return { user_id: distinct, anonymous_id: before === distinct ? undefined : before };
  }
  const kept = device !== undefined || idOf(properties['$session_id']) !== undefined;
  // The node SDK makes an id up for an event that names nobody.
  if (profileless && !kept && typeof distinct === 'string' && UUID.test(distinct)) return {};
  return { anonymous_id: distinct };
}
