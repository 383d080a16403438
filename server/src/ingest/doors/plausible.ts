import { Problem } from '../../platform/http/problem.js';
import { firstOf, type JsonRecord, numberOf, recordOf, textOf } from './fields.js';
import type { ForeignDoor, Knock, Told, Translation } from './foreign-door.js';

// What the script of Plausible measures by itself, and what our own tracker calls it.
const names: Readonly<Record<string, string>> = {
  pageview: 'page_view',
  'Outbound Link: Click': 'outbound_click',
  'File Download': 'file_download',
  'Form: Submission': 'form_submit',
  '404': 'not_found',
};

// No domain is that long without a dot.
const KEY = /^[ps]k_[\w-]{43}/;

/** Plausible: the script, both npm trackers, and the events API for servers. */
export const plausible: ForeignDoor = {
  name: 'plausible',
  takes: ['POST /api/event'],
  translate,
  taken: () => ({ status: 202, headers: { 'content-type': 'text/plain' }, body: 'ok' }),
};

function translate({ body }: Knock): Translation {
  const event = recordOf(body);
  if (event === null) throw new Problem(400, 'no_events', 'The body is no event of Plausible.');
  // The first of several: an event is counted in one project.
  const site = textOf(firstOf(event['d'], event['domain']))?.split(',', 1)[0]?.trim() ?? null;
  const isKey = site !== null && KEY.test(site);
  return {
    key: isKey ? site : null,
    site: isKey ? null : site,
    sentAt: null,
    events: [translateEvent(event)],
    unsupported: 0,
  };
}

function translateEvent(event: JsonRecord): Told {
  const name = firstOf(event['n'], event['name']);
  const revenue = recordOf(firstOf(event['$'], event['revenue']));
  const properties = {
    ...propertiesOf(firstOf(event['p'], event['props'], event['m'], event['meta'])),
    ...(revenue && { revenue }),
    ...(name === 'engagement' && attention(event)),
  };
  return {
    event: typeof name === 'string' && Object.hasOwn(names, name) ? names[name] : name,
    page_url: textOf(firstOf(event['u'], event['url'])),
    referrer: textOf(firstOf(event['r'], event['referrer'])),
    properties,
    ...(firstOf(event['i'], event['interactive']) === false && { interactive: false }),
  };
}

/** Older versions send the properties as JSON in a text. */
function propertiesOf(sent: unknown): JsonRecord | null {
  if (typeof sent !== 'string') return recordOf(sent);
  try {
    return recordOf(JSON.parse(sent));
  } catch {
    // The event is worth more than properties that nobody can read.
    return null;
  }
}

function attention(event: JsonRecord): JsonRecord {
  const [ms, depth] = [numberOf(event['e']), numberOf(event['sd'])];
  return {
    ...(ms !== null && { engaged_ms: ms }),
    ...(depth !== null && { scroll_depth: depth }),
  };
}
