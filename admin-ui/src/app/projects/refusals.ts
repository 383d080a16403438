import { say } from '../ui/words/say';
export interface RefusalText {
  readonly title: string;
  /** What it means and what to do about it. */
  readonly text: string;
}

const TEXTS: Readonly<Record<string, RefusalText>> = {
  bot: {
    title: say('Known bots'),
    text: say(
      'Sent by a crawler or an automated browser. The settings can switch this filter off.',
    ),
  },
  opted_out: {
    title: say('Asked not to be counted'),
    text: say('The browser sent Global Privacy Control or Do Not Track.'),
  },
  too_old: {
    title: say('Too old'),
    text: say('Older than the accept window when it arrived. A secret key may send any past time.'),
  },
  origin_not_allowed: {
    title: say('Origin not allowed'),
    text: say('Sent from a page that the key does not allow. Add the origin to the key.'),
  },
  unsupported: {
    title: say('Means nothing here'),
    text: say(
      'A message of a foreign SDK that is no event, such as a recording. Nothing is missing.',
    ),
  },
  project_gone: {
    title: say('Project deleted'),
    text: say('The project was deleted before the event could be stored.'),
  },
  not_an_object: { title: say('Not an object'), text: say('An event is a JSON object.') },
  name_missing: { title: say('Name missing'), text: say('An event needs a name in `event`.') },
  name_too_long: {
    title: say('Name too long'),
    text: say('Names of events and properties have at most 200 characters.'),
  },
  id_too_long: { title: say('Id too long'), text: say('Ids have at most 256 characters.') },
  wrong_type: { title: say('Wrong type'), text: say('A field has a type it cannot have.') },
  time_unreadable: {
    title: say('Unreadable time'),
    text: say('`timestamp` is an ISO 8601 text or epoch milliseconds.'),
  },
  user_missing: { title: say('User missing'), text: say('An identify event needs a `user_id`.') },
  string_too_long: {
    title: say('Text too long'),
    text: say('Strings have at most 8,192 characters.'),
  },
  too_many_properties: {
    title: say('Too many properties'),
    text: say('An event has at most 256 properties.'),
  },
  too_deep: { title: say('Nested too deep'), text: say('Properties are nested at most 10 deep.') },
  event_too_large: {
    title: say('Event too large'),
    text: say('An event has at most 32,768 bytes.'),
  },
  too_many_events: {
    title: say('Batch too large'),
    text: say('A batch has at most 1,000 events.'),
  },
  override_ignored: {
    title: say('Override ignored'),
    text: say(
      'A public key may not set the address or browser of a visitor. Use a secret key on servers.',
    ),
  },
  unstorable: {
    title: say('Cannot be stored'),
    text: say(
      'The store refuses this one event, whatever is tried; the rest of its batch was stored.',
    ),
  },
  quarantined: {
    title: say('Put aside'),
    text: say('The event could not be stored; it is kept and can be looked at.'),
  },
};

/** Why an event was dropped or rejected, in words; a code from a newer server reads as itself. */
export function refusalText(code: string): RefusalText {
  const words = code.replaceAll('_', ' ');
  return TEXTS[code] ?? { title: words.slice(0, 1).toUpperCase() + words.slice(1), text: '' };
}
