import { HttpErrorResponse, HttpHeaders } from '@angular/common/http';
import { isRefusal, problemOf, sentenceOf } from './problem';

const refused = new HttpErrorResponse({
  status: 400,
  headers: new HttpHeaders({ 'Retry-After': '7' }),
  error: {
    title: 'Bad Request',
    detail: 'email must be an email.',
    errors: [{ pointer: '/email', reason: 'must be an email' }],
  },
});

describe('a problem', () => {
  it('keeps the words, the fields and the wait of a problem document', () => {
    expect(problemOf(refused)).toEqual({
      status: 400,
      title: 'Bad Request',
      detail: 'email must be an email.',
      errors: [{ pointer: '/email', reason: 'must be an email' }],
      retryAfter: 7,
    });
  });

  it('is found inside the error of a resource', () => {
    expect(problemOf(new Error('wrapped', { cause: refused })).status).toBe(400);
  });

  it('says that the server is out of reach when nothing answered', () => {
    expect(problemOf(new HttpErrorResponse({ status: 0 })).title).toBe(
      'The server is out of reach',
    );
  });

  it('has words for an answer that is no problem document', () => {
    const page = new HttpErrorResponse({ status: 502, error: '<html>Bad gateway</html>' });
    expect(problemOf(page)).toMatchObject({ title: 'The server is not ready', detail: '' });
  });

  it('has words for anything thrown', () => {
    for (const thrown of [undefined, null, 'text', 7, new Error('x'), {}]) {
      expect(sentenceOf(thrown)).not.toBe('');
    }
  });

  it('tells a refusal from a fault that may pass', () => {
    expect(isRefusal(refused)).toBe(true);
    for (const status of [0, 408, 429, 500, 503]) {
      expect(isRefusal(new HttpErrorResponse({ status }))).toBe(false);
    }
  });
});
