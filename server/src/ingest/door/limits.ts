/** Most bytes of a request body, before and after inflation. */
export const BODY_BYTES = 1_048_576;
/** Most events of one request. */
export const BATCH_EVENTS = 1_000;
/** The same for a request of a foreign client, as much as Mixpanel's and Amplitude's own servers take. */
export const FOREIGN_BATCH_EVENTS = 2_000;
/** Most bytes of one event, as compact JSON. */
export const EVENT_BYTES = 32_768;
/** Longest event name and property name, in characters. */
export const NAME_LENGTH = 200;
/** Longest id (event, session, user, anonymous), in characters. */
export const ID_LENGTH = 256;
/** Longest string, in characters. */
export const STRING_LENGTH = 8_192;
/** Deepest nesting of properties and traits; a flat object has depth 1. */
export const DEPTH = 10;
/** Most properties of an event, nulls not counted. */
export const PROPERTIES = 256;
/** Most rejections an answer lists; further ones are only counted. */
export const LISTED_REJECTIONS = 1_000;
