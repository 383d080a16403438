import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { Api } from '../api/api';
import { authorise } from './authorise';
import { Looking } from './looking';

const TOKEN = '/api/v1/public/slug/token';
const viewer = (access_token: string) => ({
  access_token,
  expires_in: 900,
  project: { id: 'p1', name: 'Shop', timezone: 'UTC' },
  locked: true,
});
const refused = (status: number) => ({ status, statusText: 'No' });

function setUp() {
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(withInterceptors([authorise])),
      provideHttpClientTesting(),
      provideRouter([{ path: '**', children: [] }]),
    ],
  });
  return {
    looking: TestBed.inject(Looking),
    api: TestBed.inject(Api),
    http: TestBed.inject(HttpTestingController),
  };
}

/** Lets promises go on until they wait for the network. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

describe('looking through a public link', () => {
  it('asks for the password once the server does, and says when it was wrong', async () => {
    const { looking, http } = setUp();
    const entered = looking.enter('slug', null);
    http.expectOne(TOKEN).flush({ code: 'password_required' }, refused(401));
    await entered;
    expect(looking.refusal()).toBe('password');

    const tried = looking.enter('slug', 'wrong');
    http.expectOne(TOKEN).flush({ code: 'wrong_password' }, refused(401));
    await expect(tried).rejects.toBeDefined();
    expect(looking.refusal()).toBe('password');

    const right = looking.enter('slug', 'open sesame');
    const request = http.expectOne(TOKEN);
    expect(request.request.body).toEqual({ password: 'open sesame' });
    request.flush(viewer('first'));
    await right;
    expect([looking.refusal(), looking.project()?.name, looking.locked()]).toEqual([
      null,
      'Shop',
      true,
    ]);
  });

  it('asks with the token of the link, anew when it ends, and is over when the link is', async () => {
    const { looking, api, http } = setUp();
    const entered = looking.enter('slug', 'open sesame');
    http.expectOne(TOKEN).flush(viewer('first'));
    await entered;

    const answer = api.get('/api/v1/analytics/p1/overview');
    await settle();
    const first = http.expectOne('/api/v1/analytics/p1/overview');
    expect(first.request.headers.get('Authorization')).toBe('Bearer first');
    first.flush({}, refused(401));
    await settle();
    http.expectOne(TOKEN).flush(viewer('second'));
    await settle();
    const second = http.expectOne('/api/v1/analytics/p1/overview');
    expect(second.request.headers.get('Authorization')).toBe('Bearer second');
    second.flush({}, refused(401));
    await expect(answer).rejects.toBeDefined();

    const last = api.get('/api/v1/analytics/p1/live');
    await settle();
    http.expectOne('/api/v1/analytics/p1/live').flush({}, refused(401));
    await settle();
    http.expectOne(TOKEN).flush({ code: 'link_not_found' }, refused(404));
    await expect(last).rejects.toBeDefined();
    expect([looking.refusal(), looking.project()]).toEqual(['gone', null]);
  });

  it('leaves nothing behind', async () => {
    const { looking, http } = setUp();
    const entered = looking.enter('slug', null);
    http.expectOne(TOKEN).flush(viewer('first'));
    await entered;
    looking.leave();
    expect([looking.active(), looking.project()]).toEqual([false, null]);
    expect(await looking.token()).toBeNull();
  });
});
