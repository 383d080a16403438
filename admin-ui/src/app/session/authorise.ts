import { HttpErrorResponse, type HttpInterceptorFn, type HttpRequest } from '@angular/common/http';
import { inject } from '@angular/core';
import { type Observable, catchError, from, switchMap, throwError } from 'rxjs';
import { Looking } from './looking';
import { Session } from './session';

/** Routes that are asked without a token: they give one or end one. */
const OPEN = /^\/api\/v1\/(auth\/(login|register|refresh|logout|setup)|events\/|public\/)/;

/** Puts the token on every API request; a refused one is renewed and tried once more. */
export const authorise: HttpInterceptorFn = (request, next) => {
  if (!request.url.startsWith('/api/v1/') || OPEN.test(request.url)) return next(request);
  const session = inject(Session);
  const looking = inject(Looking);
  // A public link opens what it opens for everybody, whoever is signed in here.
  const who = looking.active() ? looking : session;

  const once = (token: string | null) => next(withToken(request, token));
  const again = (failure: unknown): Observable<never> | ReturnType<typeof next> => {
    if (!(failure instanceof HttpErrorResponse) || failure.status !== 401) {
      return throwError(() => failure);
    }
    return from(who.renew()).pipe(
      switchMap((token) => {
        if (token !== null) return once(token);
        if (who === session) void session.expire();
        return throwError(() => failure);
      }),
    );
  };
  return from(who.token()).pipe(switchMap(once), catchError(again));
};

function withToken<Body>(request: HttpRequest<Body>, token: string | null): HttpRequest<Body> {
  if (token === null) return request;
  return request.clone({ setHeaders: { Authorization: `Bearer ${token}` } });
}
