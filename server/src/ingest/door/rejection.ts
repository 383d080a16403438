/** Every reason for which one event of a batch is refused, with what its sender should know. */
export const rejectionCodes = {
  not_an_object: 'An event is a JSON object.',
  name_missing: 'An event needs a name in `event`.',
  name_too_long: 'Names of events and properties have at most 200 characters.',
  id_too_long: 'Ids have at most 256 characters.',
  wrong_type: 'A field has a type it cannot have.',
  time_unreadable: '`timestamp` is an ISO 8601 text or epoch milliseconds.',
  user_missing: 'An identify event needs a `user_id`.',
  string_too_long: 'Strings have at most 8,192 characters.',
  too_many_properties: 'An event has at most 256 properties.',
  too_deep: 'Properties and traits are nested at most 10 deep.',
  event_too_large: 'An event has at most 32,768 bytes.',
  too_many_events: 'A batch has at most 1,000 events.',
} as const;

export type RejectionCode = keyof typeof rejectionCodes;

/** One refused event, as the answer lists it. */
export interface Rejection {
  readonly index: number;
  readonly code: RejectionCode;
  readonly detail: string;
}

/** Thrown while an event is read: it is refused, its batch goes on. */
export class Refused extends Error {
  constructor(
    readonly code: RejectionCode,
    /** What the reason is about, e.g. a field; never a value of the sender. */
    readonly subject?: string,
  ) {
    super(code);
  }

  /** The line of the answer about the event at `index`. */
  at(index: number): Rejection {
    const about = this.subject === undefined ? '' : ` (${this.subject})`;
    return { index, code: this.code, detail: rejectionCodes[this.code] + about };
  }
}
