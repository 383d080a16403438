import type { IncomingEvent } from '../../src/events/event.js';

/** Who names turned out to be: `user <id>` or `anonymous <id>` each. */
export class ReferenceAliases {
  private readonly aliases = new Map<string, { readonly to: string; readonly place: number }>();

  /** Of events in order, the first one that says whose an id is decides. */
  constructor(sorted: readonly IncomingEvent[]) {
    for (const [place, { userId, anonymousId, previousId }] of sorted.entries()) {
      if (userId === null) continue;
      const to = `user ${userId}`;
      if (anonymousId !== null) this.note(`anonymous ${anonymousId}`, to, place);
      if (previousId === null) continue;
      this.note(`anonymous ${previousId}`, to, place);
      this.note(`user ${previousId}`, to, place);
    }
  }

  /** Follows a name to whom it leads; in a circle, to the name whose alias was told last. */
  whoIs(name: string): string {
    const path: string[] = [];
    let end = name;
    for (let alias = this.aliases.get(end); alias; alias = this.aliases.get(end)) {
      if (path.includes(end)) {
        const circle = path.slice(path.indexOf(end));
        const place = (one: string): number => this.aliases.get(one)?.place ?? -1;
        return circle.sort((a, b) => place(b) - place(a))[0] ?? end;
      }
      path.push(end);
      end = alias.to;
    }
    return end;
  }

  private note(name: string, to: string, place: number): void {
    if (name !== to && !this.aliases.has(name)) this.aliases.set(name, { to, place });
  }
}
