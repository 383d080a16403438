import { readFileSync } from 'node:fs';
import path from 'node:path';
import { startApp, type TestApp } from './support/app.js';
import { aProject, call, type Person, register } from './support/people.js';

interface Operation {
  readonly requestBody?: {
    readonly content: Record<string, { readonly examples?: Record<string, { value: unknown }> }>;
  };
}

const contract = JSON.parse(
  readFileSync(path.resolve(import.meta.dirname, '../../docs/openapi.json'), 'utf8'),
) as { paths: Record<string, Partial<Record<'post', Operation>>> };

const questions = Object.entries(contract.paths)
  .filter(([route]) => route.includes('/analytics/{id}/'))
  .flatMap(([route, { post }]) => (post ? [[route, post] as const] : []));

describe('the contract of the API', () => {
  let app: TestApp;
  let ada: Person;

  beforeAll(async () => {
    app = await startApp();
    ada = await register(app, 'ada@example.com');
  });
  afterAll(() => app.close());

  it.each(questions)('%s has examples, and each is answered', async (route, { requestBody }) => {
    const examples = requestBody?.content['application/json']?.examples ?? {};
    expect(Object.keys(examples).length).toBeGreaterThan(0);
    const { id } = await aProject(app, ada);
    for (const [name, { value }] of Object.entries(examples)) {
      const path = route.replace(/^.*(?=\/analytics)/, '').replace('{id}', id);
      const { status, body } = await call(app, `POST ${path}`, { token: ada.token, body: value });
      expect({ name, status, body }).toMatchObject({ name, status: 200 });
    }
  });
});
