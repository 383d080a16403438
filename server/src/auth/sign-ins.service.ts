import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { Environment } from '../platform/config/environment.js';
import { AccessTokens, type Identity } from './access-tokens.js';
import { RefreshRefused, SessionNotFound, WrongCredentials } from './auth.errors.js';
import { deriveKey } from './derived-key.js';
import { Passwords } from './passwords.js';
import { readRefreshToken, type RefreshClaim, writeRefreshToken } from './refresh-token.js';
import { Revocations } from './revocations.js';
import type { RevocationReason, SignIn } from './sign-in.entity.js';
import { SignInsRepository } from './sign-ins.repository.js';
import type { User } from './user.entity.js';
import { UsersRepository } from './users.repository.js';

/** What a client holds after login or refresh. */
export interface Tokens {
  readonly user: User;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds that the access token lives. */
  readonly expiresIn: number;
}

/** How a refresh token came: by the cookie all tabs share, or from a client that keeps its own. */
export type RefreshCarrier = 'cookie' | 'body';

const day = 86_400_000;
// Two tabs share one cookie: the slower one may still send the token the faster one just used up.
const graceMs = { cookie: 3_000, body: 0 } as const satisfies Record<RefreshCarrier, number>;

/** Signing in and out; a sign-in is a family of refresh tokens of which one at a time is valid. */
@Injectable()
export class SignIns {
  private readonly refreshKey: Buffer;

  constructor(
    private readonly users: UsersRepository,
    private readonly signIns: SignInsRepository,
    private readonly passwords: Passwords,
    private readonly accessTokens: AccessTokens,
    private readonly revocations: Revocations,
    private readonly environment: Environment,
  ) {
    this.refreshKey = deriveKey(environment.secretKey, 'refresh-tokens');
  }

  async login(
    email: string,
    password: string,
    device: string | null,
    now: Date = new Date(),
  ): Promise<Tokens> {
    const user = await this.users.findByEmail(email);
    const fits = await this.passwords.fits(password, user?.passwordHash ?? null);
    if (user === null || !fits) throw new WrongCredentials();
    const id = uuid({ msecs: now.getTime() });
    const expiresAt = this.refreshEnd(now);
    const added = await this.signIns.add(
      { id, userId: user.id, device, createdAt: now, expiresAt },
      user.passwordHash,
    );
    if (!added) throw new WrongCredentials();
    return this.tokens(user, { signInId: id, generation: 0 });
  }

  /** What a refresh token says, or null for anything that we did not sign. */
  read(refreshToken: string): RefreshClaim | null {
    return readRefreshToken(refreshToken, this.refreshKey);
  }

  /**
   * New tokens for the latest refresh token of a sign-in. An older one was stolen or leaked: the
   * whole sign-in ends. Two tabs at once get the same token, so there is never a second family.
   */
  async refresh(
    claim: RefreshClaim,
    carrier: RefreshCarrier,
    now: Date = new Date(),
  ): Promise<Tokens> {
    const { signInId, generation } = claim;
    const rotated = await this.signIns.rotate(signInId, generation, now, this.refreshEnd(now));
    const signIn = await this.signIns.find(signInId);
    if (signIn === null || signIn.revokedAt !== null || signIn.expiresAt <= now) {
      throw new RefreshRefused();
    }
    if (!rotated && !isTwin(signIn, generation, carrier, now)) {
      await this.end({ userId: signIn.userId, id: signInId }, 'reused', now);
      throw new RefreshRefused();
    }
    const user = await this.users.findById(signIn.userId);
    if (user === null) throw new RefreshRefused();
    return this.tokens(user, { signInId, generation: generation + 1 });
  }

  /** Ends a sign-in by its access token. */
  async signOut(identity: Identity, now: Date = new Date()): Promise<void> {
    await this.end({ userId: identity.id, id: identity.signInId }, 'signed_out', now);
  }

  /** Ends a sign-in by its refresh token, whichever generation. */
  async signOutBy(claim: RefreshClaim, now: Date = new Date()): Promise<void> {
    const signIn = await this.signIns.find(claim.signInId);
    if (signIn) await this.end({ userId: signIn.userId, id: signIn.id }, 'signed_out', now);
  }

  /** The devices where this account is signed in. */
  standing(identity: Identity, now: Date = new Date()): Promise<SignIn[]> {
    return this.signIns.standing(identity.id, now);
  }

  /** Ends one sign-in of the account; `SessionNotFound` when it has none such. */
  async endOne(identity: Identity, id: string, now: Date = new Date()): Promise<void> {
    const ended = await this.end({ userId: identity.id, id }, 'ended', now);
    if (ended === 0) throw new SessionNotFound();
  }

  /** Ends every sign-in of the account but the one that asks. */
  async endOthers(identity: Identity, now: Date = new Date()): Promise<void> {
    await this.end({ userId: identity.id, except: identity.signInId }, 'ended', now);
  }

  private async end(
    which: { userId: string; id?: string; except?: string },
    reason: RevocationReason,
    now: Date,
  ): Promise<number> {
    const ended = await this.signIns.revoke(which, reason, now);
    this.revocations.note(ended);
    return ended.length;
  }

  private async tokens(user: User, claim: RefreshClaim): Promise<Tokens> {
    return {
      user,
      accessToken: await this.accessTokens.issue(user, claim.signInId),
      refreshToken: writeRefreshToken(claim, this.refreshKey),
      expiresIn: this.accessTokens.lifetime,
    };
  }

  private refreshEnd(now: Date): Date {
    return new Date(now.getTime() + this.environment.refreshTokenDays * day);
  }
}

/** Whether another tab used this very token a moment ago. */
function isTwin(signIn: SignIn, generation: number, carrier: RefreshCarrier, now: Date): boolean {
  const age = now.getTime() - signIn.refreshedAt.getTime();
  return signIn.generation === generation + 1 && age <= graceMs[carrier];
}
