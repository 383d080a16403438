import { NIL } from 'uuid';
import { Problem } from '../../platform/http/problem.js';
import { idOf, type JsonRecord, recordOf, secondsOrMs, textOf } from './fields.js';
import {
  type ForeignDoor,
  type Knock,
  type Told,
  translated,
  type Translation,
} from './foreign-door.js';

const vitals = ['lcp', 'inp', 'cls', 'fcp', 'ttfb'];

/** Umami: the script and the node client, single events and arrays of them. */
export const umami: ForeignDoor = {
  name: 'umami',
  takes: ['POST /api/send', 'POST /api/batch'],
  translate,
  taken: ({ accepted, rejected, unlisted }, { path, body }) => {
    // Visits are found later, from the events themselves; the script only wants to see ids.
    const ids = { cache: '', sessionId: NIL, visitId: NIL };
    if (!path.startsWith('/api/batch')) return { status: 200, body: ids };
    const size = Array.isArray(body) ? body.length : 1;
    const errors = rejected.length + unlisted;
    return { status: 200, body: { size, processed: accepted, errors, details: [], cache: '' } };
  },
};

function translate({ body }: Knock): Translation {
  const messages: readonly unknown[] = Array.isArray(body) ? body : [body];
  const websites = messages.map((message) => websiteOf(message));
  const key = websites.find((website) => website !== null) ?? null;
  if (!messages.some((message) => recordOf(message) !== null)) {
    throw new Problem(400, 'no_events', 'The body is no event of Umami.');
  }
  return {
    key,
    sentAt: null,
    ...translated(messages, (message) => {
      const website = websiteOf(message);
      return website === null || website === key ? translateMessage(message) : undefined;
    }),
  };
}

function websiteOf(message: unknown): string | null {
  return textOf(recordOf(recordOf(message)?.['payload'])?.['website']);
}

function translateMessage(sent: unknown): Told | undefined {
  const message = recordOf(sent);
  const payload = recordOf(message?.['payload']);
  if (message === null || payload === null) return null;
  const data = recordOf(payload['data']);
  const shared = {
    timestamp: secondsOrMs(idOf(payload['timestamp'])),
    user_id: idOf(payload['id']),
    page_url: addressOf(payload),
    referrer: textOf(payload['referrer']),
    screen: textOf(payload['screen']),
    language: textOf(payload['language']),
    ip: textOf(payload['ip']),
    user_agent: textOf(payload['userAgent']),
  };
  const tag = textOf(payload['tag']);
  const properties = { ...data, ...(tag && { tag }) };
  switch (message['type']) {
    case 'identify':
      // Who has no id is known by the day's hash, to which nothing can be attached.
      if (shared.user_id === undefined) return undefined;
      return { ...shared, event: '$identify', traits: data ?? {} };
    case 'performance': {
      const measured = vitals.filter((name) => payload[name] !== undefined);
      const values = Object.fromEntries(measured.map((name) => [name, payload[name]]));
      return { ...shared, event: 'web_vital', properties: { ...properties, ...values } };
    }
    default: {
      const name = idOf(payload['name']);
      if (name !== undefined) return { ...shared, event: name, properties };
      return { ...shared, event: 'page_view', title: textOf(payload['title']), properties };
    }
  }
}

/** The SDK sends the path and the host apart. */
function addressOf(payload: JsonRecord): string | null {
  const [url, host] = [textOf(payload['url']), textOf(payload['hostname'])];
  if (url === null || !url.startsWith('/') || host === null) return url;
  return `https://${host}${url}`;
}
