export interface RefusalText {
  readonly title: string;
  /** What it means and what to do about it. */
  readonly text: string;
}

const TEXTS: Readonly<Record<string, RefusalText>> = {
  bot: {
    title: 'Known bots',
    text: 'Sent by a crawler or an automated browser. The settings can switch this filter off.',
  },
  opted_out: {
    title: 'Asked not to be counted',
    text: 'The browser sent Global Privacy Control or Do Not Track.',
  },
  too_old: {
    title: 'Too old',
    text: 'Older than the accept window when it arrived. A secret key may send any past time.',
  },
  origin_not_allowed: {
    title: 'Origin not allowed',
    text: 'Sent from a page that the key does not allow. Add the origin to the key.',
  },
  unsupported: {
    title: 'Means nothing here',
    text: 'A message of a foreign SDK that is no event, such as a recording. Nothing is missing.',
  },
  project_gone: {
    title: 'Project deleted',
    text: 'The project was deleted before the event could be stored.',
  },
  not_an_object: { title: 'Not an object', text: 'An event is a JSON object.' },
  name_missing: { title: 'Name missing', text: 'An event needs a name in `event`.' },
  name_too_long: {
    title: 'Name too long',
    text: 'Names of events and properties have at most 200 characters.',
  },
  id_too_long: { title: 'Id too long', text: 'Ids have at most 256 characters.' },
  wrong_type: { title: 'Wrong type', text: 'A field has a type it cannot have.' },
  time_unreadable: {
    title: 'Unreadable time',
    text: '`timestamp` is an ISO 8601 text or epoch milliseconds.',
  },
  user_missing: { title: 'User missing', text: 'An identify event needs a `user_id`.' },
  string_too_long: { title: 'Text too long', text: 'Strings have at most 8,192 characters.' },
  too_many_properties: {
    title: 'Too many properties',
    text: 'An event has at most 256 properties.',
  },
  too_deep: { title: 'Nested too deep', text: 'Properties are nested at most 10 deep.' },
  event_too_large: { title: 'Event too large', text: 'An event has at most 32,768 bytes.' },
  too_many_events: { title: 'Batch too large', text: 'A batch has at most 1,000 events.' },
  override_ignored: {
    title: 'Override ignored',
    text: 'A public key may not set the address or browser of a visitor. Use a secret key on servers.',
  },
  unstorable: {
    title: 'Cannot be stored',
    text: 'The store refuses this one event, whatever is tried; the rest of its batch was stored.',
  },
  quarantined: {
    title: 'Put aside',
    text: 'The event could not be stored; it is kept and can be looked at.',
  },
};

/** Why an event was dropped or rejected, in words; a code from a newer server reads as itself. */
export function refusalText(code: string): RefusalText {
  const words = code.replaceAll('_', ' ');
  return TEXTS[code] ?? { title: words.slice(0, 1).toUpperCase() + words.slice(1), text: '' };
}
