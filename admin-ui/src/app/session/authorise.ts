import { HttpErrorResponse, type HttpInterceptorFn, type HttpRequest } from '@angular/common/http';
import { inject } from '@angular/core';
import { type Observable, catchError, from, switchMap, throwError } from 'rxjs';
import { Session } from './session';

/** Routes that are asked without a token: they give one or end one. */
const OPEN = /^\/api\/v1\/(auth\/(login|register|refresh|logout|setup)|events\/)/;

/** Puts the token on every API request; a refused one is renewed and tried once more. */
export const authorise: HttpInterceptorFn = (request, next) => {
  if (!request.url.startsWith('/api/v1/') || OPEN.test(request.url)) return next(request);
  const session = inject(Session);

  const once = (token: string | null) => next(withToken(request, token));
  const again = (failure: unknown): Observable<never> | ReturnType<typeof next> => {
    if (!(failure instanceof HttpErrorResponse) || failure.status !== 401) {
      return throwError(() => failure);
    }
    return from(session.renew()).pipe(
      switchMap((token) => {
        if (token !== null) return once(token);
        void session.expire();
        return throwError(() => failure);
      }),
    );
  };
  return from(session.token()).pipe(switchMap(once), catchError(again));
};

function withToken<Body>(request: HttpRequest<Body>, token: string | null): HttpRequest<Body> {
  if (token === null) return request;
  return request.clone({ setHeaders: { Authorization: `Bearer ${token}` } });
}
