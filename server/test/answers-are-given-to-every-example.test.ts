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

const posts = Object.entries(contract.paths).flatMap(([route, { post }]) =>
  post ? [[route, post] as const] : [],
);
const questions = posts.filter(([route]) => route.includes('/analytics/{id}/'));
const definitions = posts.filter(([route]) =>
  /\/projects\/\{id\}\/(goals|cohorts|segments|questions)$/.test(route),
);
const removals = posts.filter(([route]) => route.includes('/projects/{id}/removals'));

describe('the contract of the API', () => {
  let app: TestApp;
  let ada: Person;

  beforeAll(async () => {
    app = await startApp();
    ada = await register(app, 'ada@example.com');
  });
  afterAll(() => app.close());

  it.each(questions)('%s has examples, and each is answered', async (route, operation) => {
    const answers = await tried(route, operation);
    for (const { name, status, body } of answers) {
      expect({ name, status, body }).toMatchObject({ name, status: 200 });
    }
  });

  it.each(definitions)(
    '%s has examples, and each is kept as it stands',
    async (route, operation) => {
      const answers = await tried(route, operation);
      for (const { name, status, body, value } of answers) {
        expect({ name, status, body }).toMatchObject({ name, status: 201, body: value });
      }
    },
  );

  it.each(removals)('%s has examples, and each is understood', async (route, operation) => {
    const answers = await tried(route, operation);
    for (const { name, status, body, value } of answers) {
      // Nobody is known in a project without events.
      const isPerson = 'user' in (value as object);
      const meant = isPerson ? { code: 'person_not_found' } : {};
      const understood = isPerson ? 404 : route.endsWith('preview') ? 200 : 202;
      expect({ name, status, body }).toMatchObject({ name, status: understood, body: meant });
    }
  });

  async function tried(route: string, { requestBody }: Operation) {
    const examples = requestBody?.content['application/json']?.examples ?? {};
    expect(Object.keys(examples).length).toBeGreaterThan(0);
    const { id } = await aProject(app, ada);
    const path = route.replace(/^.*(?=\/(analytics|projects))/, '').replace('{id}', id);
    const answers = [];
    for (const [name, { value }] of Object.entries(examples)) {
      const answer = await call(app, `POST ${path}`, { token: ada.token, body: value });
      answers.push({ ...answer, name, value });
    }
    return answers;
  }
});
