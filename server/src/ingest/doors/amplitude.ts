import { v5 } from 'uuid';
import { Problem } from '../../platform/http/problem.js';
import {
  clockOf,
  firstOf,
  groupOf,
  idOf,
  type JsonRecord,
  recordOf,
  textOf,
  without,
} from './fields.js';
import {
  type ForeignDoor,
  type Knock,
  type Told,
  translated,
  type Translation,
} from './foreign-door.js';

const names: Readonly<Record<string, string>> = {
  '[Amplitude] Page Viewed': 'page_view',
  '[Amplitude] File Downloaded': 'file_download',
  '[Amplitude] Form Submitted': 'form_submit',
};
// Visits are found by the house.
const unsupported = new Set(['session_start', 'session_end']);
const ofPage = /^(\[Amplitude\] (Previous )?Page \w+|referrer|referring_domain)$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const ID_NAMESPACE = '3f1d9c58-2a0e-4b7c-9e44-6c1f0a7d5b21';

/** Amplitude: node and browser SDKs, through their HTTP API of the second version. */
export const amplitude: ForeignDoor = {
  name: 'amplitude',
  takes: ['POST /2/httpapi'],
  translate,
  taken: ({ accepted }, { bytes, now }) => ({
    status: 200,
    body: {
      code: 200,
      events_ingested: accepted,
      payload_size_bytes: bytes,
      server_upload_time: now,
    },
  }),
  refused: (problem) => {
    const { headers, detail } = problem;
    const status = problem.getStatus();
    // The SDK reads the code in the body; it would repeat a 401 a dozen times.
    const isKey = status === 401 || status === 403;
    const code = isKey ? 400 : status;
    return {
      status: code,
      headers,
      body: { code, error: isKey ? `Invalid API key: ${detail}` : detail },
    };
  },
};

function translate({ body }: Knock): Translation {
  const envelope = recordOf(body);
  const events = envelope?.['events'];
  if (envelope === null || !Array.isArray(events)) {
    throw new Problem(400, 'no_events', 'The body has no `events`.');
  }
  return {
    key: textOf(envelope['api_key']),
    sentAt: clockOf(envelope['client_upload_time']),
    ...translated(events, translateEvent),
  };
}

function translateEvent(sent: unknown): Told | undefined {
  const event = recordOf(sent);
  if (event === null) return null;
  const { event_type: type } = event;
  if (typeof type === 'string' && unsupported.has(type)) return undefined;
  const traits = traitsOf(recordOf(event['user_properties']));
  const [ip, session] = [textOf(event['ip']), idOf(event['session_id'])];
  return {
    event_id: eventIdOf(event),
    timestamp: idOf(event['time']),
    session_id: session === -1 ? undefined : session,
    user_id: idOf(event['user_id']),
    anonymous_id: idOf(event['device_id']),
    language: textOf(event['language']),
    // The address of the request.
    ip: ip === '$remote' ? undefined : ip,
    user_agent: textOf(event['user_agent']),
    ...(traits && { traits }),
    group_id: groupOf(event['groups']),
    ...saidBy(type, event),
  };
}

function saidBy(type: unknown, event: JsonRecord): NonNullable<Told> {
  const properties = recordOf(event['event_properties']);
  const of = (field: string): string | null => textOf(properties?.[`[Amplitude] Page ${field}`]);
  switch (type) {
    case '$identify':
      return { event: idOf(event['user_id']) === undefined ? '$set' : '$identify' };
    case '$groupidentify': {
      const [[group_type, named] = []] = Object.entries(recordOf(event['groups']) ?? {});
      const group_id: unknown = Array.isArray(named) ? named[0] : named;
      const traits = traitsOf(recordOf(event['group_properties']));
      return { event: '$group', properties: { ...traits, group_type, group_id } };
    }
    default: {
      const revenue = idOf(event['revenue']);
      const groups = recordOf(event['groups']);
      const own = properties && without(properties, (name) => ofPage.test(name));
      return {
        event: typeof type === 'string' && Object.hasOwn(names, type) ? names[type] : type,
        page_url: of('Location') ?? of('URL'),
        referrer: textOf(properties?.['referrer']),
        title: type === '[Amplitude] Page Viewed' ? of('Title') : null,
        properties: {
          ...own,
          ...(groups && { groups }),
          ...(revenue !== undefined && { revenue }),
        },
      };
    }
  }
}

/** Operations on a profile: what they set becomes a trait; what they add, append or remove does not. */
function traitsOf(sent: JsonRecord | null): JsonRecord | undefined {
  if (sent === null) return undefined;
  const plain = without(sent, (name) => name.startsWith('$'));
  const once = recordOf(sent['$setOnce']);
  const traits = { ...once, ...plain, ...recordOf(sent['$set']) };
  return without(traits, (name) => name.startsWith('initial_'));
}

/** Amplitude knows an event by its id and its device. */
function eventIdOf(event: JsonRecord): unknown {
  const id = idOf(event['insert_id']);
  if (typeof id !== 'string' || UUID.test(id)) return id;
  const owner = firstOf(event['device_id'], event['user_id']);
  return v5(JSON.stringify([id, owner]), ID_NAMESPACE);
}
