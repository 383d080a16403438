import type { IncomingEvent } from '../../events/event.js';

/** Events on their way: what happens first need not arrive first. */
export class Arrivals {
  private waiting: IncomingEvent[] = [];

  add(event: IncomingEvent): void {
    this.waiting.push(event);
  }

  /** What has arrived before `time`, in the order of its arrival; it is then gone from here. */
  before(time: number): IncomingEvent[] {
    const arrived = this.waiting.filter(({ receivedAt }) => receivedAt < time);
    this.waiting = this.waiting.filter(({ receivedAt }) => receivedAt >= time);
    return arrived.sort((one, other) => one.receivedAt - other.receivedAt);
  }
}
