import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { startApp, type TestApp } from './support/app.js';
import { drained, makeProject, rows, send, type TestProject } from './support/door.js';

interface Sent {
  readonly event: string;
  readonly event_id: string;
  readonly timestamp: number;
  readonly page_url: string;
  readonly user_id?: string;
  readonly signed_out?: boolean;
  readonly interactive?: boolean;
  readonly title?: string;
  readonly properties?: Record<string, unknown>;
}
interface Contract {
  readonly request: { readonly content_type: string };
  readonly bodies: readonly { readonly sent_at: number; readonly events: readonly Sent[] }[];
}

/** Names the store has a kind of its own for. */
const KINDS: Record<string, number> = { page_view: 0, engagement: 2, $identify: 3, $group: 3 };
const PASSIVE = ['engagement', 'web_vital', 'js_error', 'not_found', '$identify', '$group'];

let server: TestApp;
let project: TestProject;
let contract: Contract;

beforeAll(async () => {
  server = await startApp();
  project = await makeProject(server, { domain: null });
  const file = path.resolve(import.meta.dirname, '../../sdk/wire-contract.json');
  contract = JSON.parse(await readFile(file, 'utf8')) as Contract;
});
afterAll(() => server.close());

it('every body the tracker sends is accepted and kept as it means', async () => {
  for (const body of contract.bodies) {
    // The contract is of one day; its clock is corrected, as that of any client would be.
    const sent = { ...body, key: project.publicKey };
    const answer = await send(server, sent, {
      headers: { 'content-type': contract.request.content_type },
    });
    expect([answer.status, answer.body]).toEqual([
      202,
      { accepted: body.events.length, rejected: [] },
    ]);
  }
  await drained(server);
  const kept = await rows(
    server,
    `SELECT e.event_id AS id, e.kind, e.name, e.path, e.interactive, e.signed_out AS "signedOut",
      e.engaged_ms AS engaged, e.properties, p.key AS "user"
     FROM full_events e LEFT JOIN people p ON p.project_no = e.project_no AND p.no = e.person_no
     JOIN projects ON projects.no = e.project_no WHERE projects.id = $1 ORDER BY e.event_id`,
    [project.id],
  );
  expect(kept).toEqual(
    contract.bodies.flatMap(({ events }) =>
      events.map((sent) => ({
        id: sent.event_id,
        kind: KINDS[sent.event] ?? 1,
        name: sent.event === 'page_view' ? null : sent.event,
        path: new URL(sent.page_url).pathname,
        interactive: sent.interactive !== false && !PASSIVE.includes(sent.event),
        signedOut: sent.signed_out === true,
        engaged: sent.event === 'engagement' ? sent.properties?.['engaged_ms'] : null,
        properties: sent.title
          ? { ...sent.properties, title: sent.title }
          : emptyIsNothing(sent.properties),
        user: sent.user_id ?? null,
      })),
    ),
  );
});

it('holds every event the tracker has of its own, and its words for the visitor', () => {
  const names = new Set(contract.bodies.flatMap(({ events }) => events.map(({ event }) => event)));
  for (const name of [
    ...Object.keys(KINDS),
    ...['outbound_click', 'file_download', 'form_submit', 'not_found', 'web_vital', 'js_error'],
  ])
    expect(names).toContain(name);
});

function emptyIsNothing(properties: Record<string, unknown> = {}): object | null {
  return Object.keys(properties).length === 0 ? null : properties;
}
