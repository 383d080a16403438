import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { Replays } from './replays';

const unavailable = { status: 503, statusText: 'Service Unavailable' };

describe('another try of one event', () => {
  let replays: Replays;
  let http: HttpTestingController;

  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [Replays, provideHttpClient(), provideHttpClientTesting()],
    });
    replays = TestBed.inject(Replays);
    http = TestBed.inject(HttpTestingController);
  });

  const asked = () => http.expectOne('/api/v1/projects/p/quarantine/12/replay');

  it('is under way, then done, and says nothing of the others', async () => {
    expect(replays.of('12')).toBeNull();
    const trying = replays.replay('p', '12');
    expect(replays.of('12')).toEqual({ state: 'working' });
    asked().flush({ replayed: 1 });
    expect(await trying).toBe(true);
    expect(replays.of('12')).toEqual({ state: 'done' });
    expect(replays.of('13')).toBeNull();
  });

  it('failed with a reason, and may be tried once more', async () => {
    const trying = replays.replay('p', '12');
    asked().flush({ detail: 'Send it again.' }, unavailable);
    expect(await trying).toBe(false);
    expect(replays.of('12')).toEqual({ state: 'failed', why: 'Send it again.' });
    void replays.replay('p', '12');
    expect(replays.of('12')).toEqual({ state: 'working' });
  });
});
