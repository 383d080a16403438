import { Problem } from '../../platform/http/problem.js';
import {
  clockOf,
  firstOf,
  idOf,
  type JsonRecord,
  recordOf,
  screenOf,
  textOf,
  without,
} from './fields.js';
import {
  basicUser,
  type ForeignDoor,
  type Knock,
  type Told,
  translated,
  type Translation,
} from './foreign-door.js';

const types: Readonly<Record<string, string>> = {
  t: 'track',
  p: 'page',
  s: 'screen',
  i: 'identify',
  g: 'group',
  a: 'alias',
};
const calls = ['track', 'page', 'screen', 'identify', 'group', 'alias'];
// What a page call says of the page, which has columns of its own.
const ofPage = new Set(['url', 'path', 'referrer', 'title', 'search']);

/** The HTTP API of Segment, which RudderStack speaks too: node and browser SDKs of both. */
export const segment: ForeignDoor = {
  name: 'segment',
  takes: [
    ...['batch', 'b', 'import', ...calls, ...Object.keys(types)].map((call) => `POST /v1/${call}`),
    'POST /beacon/v1/batch',
  ],
  answers: {
    'GET /v1/projects/:key/settings': ({ params, protocol, host }) => ({
      status: 200,
      body: {
        // Else it would tell its makers how often it is used.
        metrics: { sampleRate: 0 },
        integrations: {
          'Segment.io': {
            apiKey: params['key'] ?? '',
            apiHost: `${host}/v1`,
            protocol,
          },
        },
      },
    }),
    'GET /sourceConfig': ({ headers, query }) => ({
      status: 200,
      body: sourceConfig(basicUser(headers) ?? query['writeKey'] ?? ''),
    }),
  },
  translate,
  taken: () => ({ status: 200, body: { success: true } }),
};

/** What RudderStack's browser SDK asks for before it sends: this source and no destination. */
function sourceConfig(writeKey: string): object {
  const off = { enabled: false };
  return {
    source: {
      id: 'web',
      name: 'web',
      writeKey,
      enabled: true,
      workspaceId: 'self-hosted',
      config: { statsCollection: { errors: off, metrics: off } },
      destinations: [],
      connections: [],
      dataplanes: {},
    },
  };
}

function translate({ path, query, headers, body }: Knock): Translation {
  const envelope = recordOf(body);
  const batch = Array.isArray(body) ? body : envelope?.['batch'];
  const call = path.split('/').at(-1) ?? '';
  if (!Array.isArray(batch) && envelope === null) {
    throw new Problem(400, 'no_events', 'The body is no message of Segment.');
  }
  const messages: readonly unknown[] = Array.isArray(batch) ? batch : [body];
  const [first] = messages;
  return {
    key: basicUser(headers) ?? textOf(envelope?.['writeKey']) ?? query['writeKey'] ?? null,
    sentAt: clockOf(envelope?.['sentAt']) ?? clockOf(recordOf(first)?.['sentAt']),
    ...translated(messages, (message) => translateMessage(message, types[call] ?? call)),
  };
}

function translateMessage(sent: unknown, call: string): Told | undefined {
  const message = recordOf(sent);
  if (message === null) return null;
  const context = recordOf(message['context']);
  const type = calls.includes(call) ? call : message['type'];
  const said = saidBy(type, message, context);
  if (said === undefined) return undefined;
  return {
    event_id: idOf(message['messageId']),
    timestamp: firstOf(message['timestamp'], message['originalTimestamp']),
    user_id: idOf(message['userId']),
    anonymous_id: idOf(message['anonymousId']),
    ...(context !== null && circumstances(context)),
    ...said,
  };
}

/** What the message itself says; undefined when it means nothing here. */
function saidBy(type: unknown, message: JsonRecord, context: JsonRecord | null): Told | undefined {
  const properties = message['properties'];
  switch (type) {
    case 'track':
      return { event: message['event'], properties };
    case 'page':
    case 'screen':
      return pageView(message, recordOf(properties), recordOf(context?.['page']));
    case 'identify': {
      const traits = { ...recordOf(context?.['traits']), ...recordOf(message['traits']) };
      const isKnown = idOf(message['userId']) !== undefined;
      return { event: isKnown ? '$identify' : '$set', traits };
    }
    case 'group': {
      const traits = recordOf(message['traits']);
      return { event: '$group', properties: { ...traits, group_id: message['groupId'] } };
    }
    case 'alias': {
      const { userId, previousId } = message;
      const says = idOf(userId) !== undefined && idOf(previousId) !== undefined;
      // Some versions send the new id twice.
      if (!says || userId === previousId) return undefined;
      return { event: '$identify', previous_id: previousId };
    }
    default:
      return undefined;
  }
}

function pageView(message: JsonRecord, given: JsonRecord | null, page: JsonRecord | null): Told {
  const rest = without(given, (name) => ofPage.has(name));
  const [name, category] = [textOf(message['name']), textOf(message['category'])];
  const properties = { ...rest, ...(name && { name }), ...(category && { category }) };
  const of = (field: string): string | null => textOf(given?.[field]) ?? textOf(page?.[field]);
  return {
    event: 'page_view',
    properties,
    page_url: addressOf(of('url') ?? of('path'), recordOf(message['context'])),
    referrer: of('referrer'),
    title: of('title'),
  };
}

/** Where and with what it happened. */
function circumstances(context: JsonRecord): Told {
  const page = recordOf(context['page']);
  const screen = recordOf(context['screen']);
  const url = textOf(page?.['url']) ?? textOf(page?.['path']);
  return {
    session_id: idOf(context['sessionId']),
    group_id: idOf(context['groupId']),
    page_url: addressOf(url, context),
    referrer: textOf(page?.['referrer']),
    language: textOf(context['locale']),
    screen: screen === null ? undefined : screenOf(screen['width'], screen['height']),
    ip: textOf(context['ip']),
    user_agent: textOf(context['userAgent']),
  };
}

/** The address with the campaign that the SDK found in it, or was told of. */
function addressOf(url: string | null, context: JsonRecord | null): string | null {
  const campaign = recordOf(context?.['campaign']);
  if (url === null || campaign === null || /[?&]utm_/.test(url)) return url;
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(campaign)) {
    const text = textOf(value);
    if (text) parameters.set(`utm_${name === 'name' ? 'campaign' : name}`, text.toWellFormed());
  }
  if (parameters.size === 0) return url;
  const [address = '', hash] = url.split('#', 2);
  const joined = `${address}${address.includes('?') ? '&' : '?'}${parameters.toString()}`;
  return hash === undefined ? joined : `${joined}#${hash}`;
}
