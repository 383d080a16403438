/** Anything that JSON can carry. */
export type Properties = Record<string, unknown>;

/** What one event may say differently from what the tracker would. */
export interface EventOptions {
  /** An id of the site's own (an order number as a UUID): sent twice, it counts once. */
  event_id?: string;
  /** When it happened, in milliseconds since 1970. */
  timestamp?: number;
  /** False: this event does not turn a bounce into a visit. */
  interactive?: boolean;
  /** The page it belongs to, when that is not the one being shown. */
  page_url?: string;
}

/** The calls a site can make; none of them ever throws. */
export interface Tracker {
  /** Records something that happened, under a name of the site's own. */
  event(name: string, properties?: Properties, options?: EventOptions): void;
  /** Records a view of the current page. */
  page(properties?: Properties): void;
  /** Says who the visitor is, until `reset()`, on later pages of the tab too. */
  identify(userId: string | number, traits?: Properties): void;
  /** Ends the link to the user: what follows is not theirs. */
  reset(): void;
  /** Says which group (a company, a team) the visitor belongs to, and what is known of it. */
  group(groupId: string | number, traits?: Properties): void;
  /** Sends what waits and is not under way; resolves after the attempt. Before the page was seen, it waits itself. */
  flush(): Promise<void> | void;
  /** Sends nothing from this browser any more, and forgets the visitor and what waits. */
  optOut(): void;
  /** Takes `optOut()` back, or gives the consent that `data-consent="required"` waits for. */
  optIn(): void;
}
