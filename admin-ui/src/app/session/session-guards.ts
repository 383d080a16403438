import { inject } from '@angular/core';
import { type CanActivateFn, Router, type UrlTree } from '@angular/router';
import { Resuming } from './resuming';
import { SetupState } from './setup-state';
import { Session } from './session';

/** Lets signed-in people pass; others sign in (or create the owner) and come back to the same URL. */
export const signedIn: CanActivateFn = async (_route, { url }) => {
  const resuming = inject(Resuming);
  const router = inject(Router);
  const setup = inject(SetupState);
  // A server that is away must not look like an ended session: the page opens and says so.
  const known = await resuming.resume().catch(() => true);
  if (known) return true;
  if ((await setup.read()).needs_owner) return router.parseUrl('/welcome');
  return router.createUrlTree(['/sign-in'], { queryParams: url === '/' ? {} : { then: url } });
};

/** Keeps signed-in people away from the pages of strangers. */
export const signedOut: CanActivateFn = async (route): Promise<true | UrlTree> => {
  const session = inject(Session);
  const router = inject(Router);
  const known = await session.resume().catch(() => false);
  return known ? router.parseUrl(ownPath(route.queryParamMap.get('then'))) : true;
};

/** A path of this console, whatever a link asked for: never another host. */
export function ownPath(then: string | null | undefined): string {
  return then && /^\/(?![/\\])/.test(then) ? then : '/';
}
