import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import { Api, apiUrl } from '../api/api';
import type { Tokens, User } from '../api/models';
import { problemOf } from '../api/problem';
import { authorise } from './authorise';
import { Session } from './session';
import { SessionTabs } from './session-tabs';

const REFRESH = '/api/v1/auth/refresh';
const ada: User = {
  id: 'u1',
  email: 'ada@example.com',
  full_name: 'Ada',
  role: 'owner',
  created_at: '2026-01-01',
};
const tokens = (access_token: string): Tokens => ({
  access_token,
  token_type: 'bearer',
  expires_in: 900,
  user: ada,
});

class Tabs {
  heard: Parameters<SessionTabs['listen']>[0] | null = null;
  readonly told: string[] = [];
  listen(listener: Parameters<SessionTabs['listen']>[0]) {
    this.heard = listener;
  }
  tellRenewed({ access_token }: Tokens) {
    this.told.push(access_token);
  }
  tellEnded() {
    this.told.push('ended');
  }
  oneAtATime<Result>(work: () => Promise<Result>) {
    return work();
  }
}

function setUp() {
  const tabs = new Tabs();
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(withInterceptors([authorise])),
      provideHttpClientTesting(),
      provideRouter([{ path: '**', children: [] }]),
      { provide: SessionTabs, useValue: tabs },
    ],
  });
  return {
    tabs,
    session: TestBed.inject(Session),
    api: TestBed.inject(Api),
    http: TestBed.inject(HttpTestingController),
    router: TestBed.inject(Router),
  };
}

/** As the page got it before the console was there; this simulated browser has no `Response`. */
const answer = (status: number, body: unknown, headers = {}) =>
  ({
    ok: status === 200,
    status,
    headers: new Headers(headers),
    json: () => Promise.resolve(body),
  }) as Response;

/** Lets promises go on until they wait for the network. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

async function signIn({ session, http }: ReturnType<typeof setUp>) {
  const signedIn = session.signIn('ada@example.com', 'secret');
  await settle();
  http.expectOne('/api/v1/auth/login').flush(tokens('first'));
  await signedIn;
}

const realNow = Date.now;

/** Moves the clock on by so many seconds. */
function later(seconds: number) {
  Date.now = () => realNow() + seconds * 1_000;
}

describe('a session', () => {
  afterEach(() => {
    localStorage.clear();
    Date.now = realNow;
  });

  it('puts its token on requests to the API', async () => {
    const house = setUp();
    await signIn(house);
    void house.api.get(apiUrl`/projects`);
    await settle();
    const { request } = house.http.expectOne('/api/v1/projects');
    expect(request.headers.get('Authorization')).toBe('Bearer first');
    expect(house.session.user()).toEqual(ada);
  });

  it('renews a token before it ends, once for all requests that wait', async () => {
    const house = setUp();
    await signIn(house);
    later(880);
    const answers = [house.api.get(apiUrl`/a`), house.api.get(apiUrl`/b`)];
    await settle();
    house.http.expectOne(REFRESH).flush(tokens('second'));
    await settle();
    for (const path of ['/api/v1/a', '/api/v1/b']) {
      const call = house.http.expectOne(path);
      expect(call.request.headers.get('Authorization')).toBe('Bearer second');
      call.flush({});
    }
    await Promise.all(answers);
    expect(house.tabs.told).toEqual(['second']);
  });

  it('renews a refused token and asks once more', async () => {
    const house = setUp();
    await signIn(house);
    const answer = house.api.get(apiUrl`/a`);
    await settle();
    house.http.expectOne('/api/v1/a').flush(null, { status: 401, statusText: 'no' });
    await settle();
    house.http.expectOne(REFRESH).flush(tokens('second'));
    await settle();
    house.http.expectOne('/api/v1/a').flush({ ok: true });
    await expect(answer).resolves.toEqual({ ok: true });
  });

  it('that ended leads to sign-in and remembers the page', async () => {
    const house = setUp();
    await house.router.navigateByUrl('/projects/7?period=7d');
    await signIn(house);
    const answer = house.api.get(apiUrl`/a`).catch(() => 'refused');
    await settle();
    house.http.expectOne('/api/v1/a').flush(null, { status: 401, statusText: 'no' });
    await settle();
    house.http.expectOne(REFRESH).flush(null, { status: 401, statusText: 'no' });
    await expect(answer).resolves.toBe('refused');
    await settle();
    expect(house.router.url).toBe('/sign-in?then=%2Fprojects%2F7%3Fperiod%3D7d&ended=1');
    expect(house.session.signedIn()).toBe(false);
  });

  it('outlives a server that is away', async () => {
    const house = setUp();
    await signIn(house);
    later(880);
    const answer = house.api.get(apiUrl`/a`).catch(() => 'failed');
    await settle();
    house.http.expectOne(REFRESH).flush(null, { status: 503, statusText: 'away' });
    await expect(answer).resolves.toBe('failed');
    expect(house.session.signedIn()).toBe(true);
  });

  it('ends here when it was ended in another tab', async () => {
    const house = setUp();
    await signIn(house);
    house.tabs.heard?.ended();
    await settle();
    expect(house.session.signedIn()).toBe(false);
    expect(house.router.url).toBe('/sign-in');
  });

  it('takes the token that another tab renewed', async () => {
    const house = setUp();
    await signIn(house);
    later(880);
    house.tabs.heard?.renewed(tokens('theirs'));
    await expect(house.session.token()).resolves.toBe('theirs');
  });

  it('takes the tokens that the page asked for before the console could, once', async () => {
    const { session, tabs, http } = setUp();
    localStorage.setItem('signed-in', '1');
    globalThis.earlyAnswer = Promise.resolve(answer(200, tokens('early')));
    await expect(session.resume()).resolves.toBe(true);
    expect(session.user()).toEqual(ada);
    expect(tabs.told).toEqual(['early']);
    void session.renew();
    await settle();
    http.expectOne(REFRESH);
  });

  it('leaves what the page asked for to its beginning, when another tab was quicker', async () => {
    const { session, tabs, http } = setUp();
    globalThis.earlyAnswer = Promise.resolve(answer(200, tokens('early')));
    tabs.heard?.renewed(tokens('theirs'));
    void session.renew();
    await settle();
    http.expectOne(REFRESH);
    globalThis.earlyAnswer = undefined;
  });

  it('asks itself where the page got no answer', async () => {
    const { session, http } = setUp();
    localStorage.setItem('signed-in', '1');
    globalThis.earlyAnswer = Promise.resolve(null);
    const resumed = session.resume();
    await settle();
    http.expectOne(REFRESH).flush(tokens('first'));
    await expect(resumed).resolves.toBe(true);
  });

  it('is over when the page was refused, and not when it was asked to wait', async () => {
    const { session, http } = setUp();
    localStorage.setItem('signed-in', '1');
    globalThis.earlyAnswer = Promise.resolve(answer(429, null, { 'retry-after': '7' }));
    const waiting = await session.resume().catch(problemOf);
    expect(waiting).toMatchObject({ status: 429, retryAfter: 7 });
    globalThis.earlyAnswer = Promise.resolve(answer(401, null));
    await expect(session.resume()).resolves.toBe(false);
    http.expectNone(REFRESH);
  });

  it('asks the server nothing for a stranger', async () => {
    const house = setUp();
    await expect(house.session.resume()).resolves.toBe(false);
    house.http.expectNone(REFRESH);
  });
});
