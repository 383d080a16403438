import type { IncomingEvent } from '../../events/event.js';
import type { ReadEvent } from '../door/read-event.js';
import { arrivalOf, type DropReason, type Note, type RequestFacts, type Step } from './arrival.js';
import { correctClock } from './correct-clock.js';
import { describeDevice } from './describe-device.js';
import { dropBots } from './drop-bots.js';
import { dropOptedOut } from './drop-opted-out.js';
import { findClient } from './find-client.js';
import { findPlace } from './find-place.js';
import { readCampaign } from './read-campaign.js';
import { readLocale } from './read-locale.js';
import { readPage } from './read-page.js';
import { readSource } from './read-source.js';
import { resolveVisitor } from './resolve-visitor.js';

/** Everything that happens to an event between the door and the queue, in this order. */
const enrichment: readonly Step[] = [
  correctClock,
  findClient,
  dropOptedOut,
  dropBots,
  readPage,
  readCampaign,
  readSource,
  describeDevice,
  readLocale,
  findPlace,
  resolveVisitor,
];

export type Enriched =
  | { readonly event: IncomingEvent; readonly notes: readonly Note[] }
  | { readonly dropped: DropReason };

/** The event as it is stored, or the reason why it is not. */
export function enrich(sent: ReadEvent, facts: RequestFacts): Enriched {
  const arrival = arrivalOf(sent, facts);
  for (const step of enrichment) {
    const dropped = step(arrival, facts);
    if (dropped !== null) return { dropped };
  }
  return { event: arrival.draft, notes: arrival.notes };
}
