import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Accounts } from './accounts.service.js';
import { NotSignedIn, OwnerOnly } from './auth.errors.js';
import { SignedIn } from './signed-in.guard.js';

/** Lets the owner of the installation pass; others who are signed in get 403. */
@Injectable()
export class InstallationOwner implements CanActivate {
  constructor(
    private readonly signedIn: SignedIn,
    private readonly accounts: Accounts,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    await this.signedIn.canActivate(context);
    const { identity } = context.switchToHttp().getRequest<FastifyRequest>();
    if (identity === undefined) throw new NotSignedIn();
    const { role } = await this.accounts.me(identity);
    if (role !== 'owner') throw new OwnerOnly();
    return true;
  }
}
