import type { TestApp } from './app.js';

/** An answer as a client sees it; `body` is the JSON, or null when there is none. */
export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface Call {
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** Somebody with an account who is signed in. */
export interface Person {
  readonly id: string;
  readonly email: string;
  readonly token: string;
  readonly refreshToken: string;
}

export const password = 'correct horse battery';

/** Asks the API: `call(app, 'GET /auth/me', { token })`. */
export async function call<Body = Record<string, unknown>>(
  app: Pick<TestApp, 'url'>,
  route: string,
  { token, body, headers = {} }: Call = {},
): Promise<Answer<Body>> {
  const [method, path] = route.split(' ');
  const response = await fetch(`${app.url}/api/v1${path}`, {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: typeof body === 'string' ? body : body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  const json = (text === '' ? null : JSON.parse(text)) as Body;
  return { status: response.status, headers: response.headers, body: json };
}

/** Makes an account and signs in; the first one of an installation owns it. */
export async function register(app: TestApp, email: string): Promise<Person> {
  const { body: account } = await call<{ id: string }>(app, 'POST /auth/register', {
    body: { email, password },
  });
  const { body } = await signIn(app, email);
  return { id: account.id, email, token: body.access_token, refreshToken: body.refresh_token };
}

export function signIn(
  app: TestApp,
  email: string,
): Promise<Answer<{ access_token: string; refresh_token: string; expires_in: number }>> {
  return call(app, 'POST /auth/login', { body: { email, password } });
}

/** A project of this person, with its first key. */
export async function aProject(
  app: TestApp,
  person: Person,
  settings: Record<string, unknown> = {},
): Promise<{ id: string; api_key: string; timezone: string; domain: string | null }> {
  const { body } = await call<{
    id: string;
    api_key: string;
    timezone: string;
    domain: string | null;
  }>(app, 'POST /projects', { token: person.token, body: { name: 'Shop', ...settings } });
  return body;
}
