import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { Environment } from '../platform/config/environment.js';
import { EmailTaken, NotSignedIn, SignUpClosed, WrongPassword } from './auth.errors.js';
import type { Identity } from './access-tokens.js';
import { Passwords } from './passwords.js';
import { Revocations } from './revocations.js';
import type { User } from './user.entity.js';
import { UsersRepository } from './users.repository.js';

/** An account to be made; the e-mail is normal (trimmed, lower case) and the password checked. */
export interface AccountDraft {
  readonly email: string;
  readonly password: string;
  readonly fullName: string | null;
}

/** Who may sign in: making accounts, reading and changing one's own. */
@Injectable()
export class Accounts {
  constructor(
    private readonly users: UsersRepository,
    private readonly passwords: Passwords,
    private readonly revocations: Revocations,
    private readonly environment: Environment,
  ) {}

  /** What a first visitor has to know: is there no owner yet, may others make an account? */
  async setup(): Promise<{ needsOwner: boolean; signUp: boolean }> {
    return { needsOwner: !(await this.users.anyExists()), signUp: this.environment.allowSignUp };
  }

  /** Makes an account as a visitor may: the first is the owner, later ones if sign-up is open. */
  async register(draft: AccountDraft, now: Date = new Date()): Promise<User> {
    const { needsOwner, signUp } = await this.setup();
    if (!needsOwner && !signUp) throw new SignUpClosed();
    return this.add(draft, signUp, now);
  }

  /** Makes an account whether or not sign-up is open; for whoever runs the server. */
  create(draft: AccountDraft, now: Date = new Date()): Promise<User> {
    return this.add(draft, true, now);
  }

  /** The account that asks; an account that is gone is nobody. */
  async me(identity: Identity): Promise<User> {
    const user = await this.users.findById(identity.id);
    if (user === null) throw new NotSignedIn();
    return user;
  }

  async rename(identity: Identity, fullName: string | null): Promise<User> {
    await this.users.rename(identity.id, fullName);
    return this.me(identity);
  }

  /** Changes the password and ends every other sign-in of the account. */
  async changePassword(
    identity: Identity,
    current: string,
    next: string,
    now: Date = new Date(),
  ): Promise<void> {
    const user = await this.me(identity);
    if (!(await this.passwords.fits(current, user.passwordHash))) throw new WrongPassword();
    const hash = await this.passwords.hash(next);
    this.revocations.note(
      await this.users.replacePassword(identity.id, hash, identity.signInId, now),
    );
  }

  private async add(draft: AccountDraft, membersToo: boolean, now: Date): Promise<User> {
    const passwordHash = await this.passwords.hash(draft.password);
    const { email, fullName } = draft;
    const added = await this.users.add(
      { id: uuid({ msecs: now.getTime() }), email, fullName, passwordHash, createdAt: now },
      membersToo,
    );
    if (added === 'closed') throw new SignUpClosed();
    if (added === 'taken') throw new EmailTaken();
    return added;
  }
}
