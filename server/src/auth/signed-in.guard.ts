import {
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccessTokens, type Identity } from './access-tokens.js';
import { NotSignedIn } from './auth.errors.js';
import { UserQuota } from './user-quota.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard `SignedIn`. */
    identity?: Identity;
  }
}

/** Lets a request with a valid access token pass, within the quota of its user; others get 401 or 429. */
@Injectable()
export class SignedIn implements CanActivate {
  constructor(
    private readonly accessTokens: AccessTokens,
    private readonly quota: UserQuota,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const token = bearerToken(request);
    if (token === null) throw new NotSignedIn();
    request.identity = await this.accessTokens.verify(token);
    await this.quota.take(request.identity.id, http.getResponse<FastifyReply>());
    return true;
  }
}

/** The token of `Authorization: Bearer …`, or null. */
export function bearerToken(request: FastifyRequest): string | null {
  const match = /^Bearer +([^\s]+) *$/i.exec(request.headers.authorization ?? '');
  return match?.[1] ?? null;
}

/** Who asks; for handlers behind `SignedIn` or a guard that builds on it. */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { identity } = context.switchToHttp().getRequest<FastifyRequest>();
  if (identity === undefined) throw new NotSignedIn();
  return identity;
});
