import { Readable } from 'node:stream';
import type { IncomingEvent } from '../../events/event.js';
import type { PersonExport } from '../../events/person-export.js';

/** What a file of a person begins with. */
interface PersonFileHead {
  readonly project: { readonly id: string; readonly name: string };
  readonly exported_at: string;
}

/** Everything kept of a person as the bytes of one JSON document; gives up the export when it is destroyed. */
export function personFile(source: PersonExport, head: PersonFileHead): Readable {
  const pieces = textOf(source, head);
  return new Readable({
    read() {
      pieces.next().then(
        ({ value, done }) => this.push(done ? null : value),
        (error: Error) => this.destroy(error),
      );
    },
    destroy(error, done) {
      void source.close().finally(() => done(error));
    },
  });
}

async function* textOf(source: PersonExport, head: PersonFileHead): AsyncGenerator<string, void> {
  const { ids, quarantined } = source;
  const opening = JSON.stringify({ ...head, ids, quarantined: quarantined.map(shownOf) });
  yield `${opening.slice(0, -1)},"visits":[`;
  yield* listOf(() => source.nextVisits());
  yield '],"events":[';
  yield* listOf(() => source.nextEvents());
  yield ']}\n';
}

async function* listOf(next: () => Promise<readonly object[]>): AsyncGenerator<string, void> {
  let comma = '\n';
  for (let rows = await next(); rows.length > 0; rows = await next()) {
    yield comma + rows.map((row) => JSON.stringify(row)).join(',\n');
    comma = ',\n';
  }
}

/** The hashes that know a visitor for a day stay inside. */
function shownOf(event: IncomingEvent): object {
  const { projectNo: _no, visitor: _today, previousVisitor: _yesterday, ...shown } = event;
  return shown;
}
