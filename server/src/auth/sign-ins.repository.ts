import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, MoreThan, type Repository } from 'typeorm';
import { Database } from '../platform/database/database.js';
import { type RevocationReason, SignIn } from './sign-in.entity.js';

export type NewSignIn = Pick<SignIn, 'id' | 'userId' | 'device' | 'createdAt' | 'expiresAt'>;

@Injectable()
export class SignInsRepository {
  constructor(
    @InjectRepository(SignIn) private readonly signIns: Repository<SignIn>,
    private readonly database: Database,
  ) {}

  /**
   * Keeps a new sign-in, unless the password was changed since it was checked: then false.
   * Sign-ins of this user that ended long ago are forgotten on the way.
   */
  async add(signIn: NewSignIn, checkedHash: string): Promise<boolean> {
    const added = await this.database.query(
      `WITH account AS (
         SELECT id FROM users WHERE id = $2 AND password_hash = $6 FOR SHARE
       ), forgotten AS (
         DELETE FROM sign_ins
         WHERE user_id = $2 AND least(expires_at, revoked_at) < $4::timestamptz - interval '30 days'
       )
       INSERT INTO sign_ins (id, user_id, device, created_at, refreshed_at, expires_at)
       SELECT $1, id, $3, $4, $4, $5 FROM account RETURNING id`,
      [signIn.id, signIn.userId, signIn.device, signIn.createdAt, signIn.expiresAt, checkedHash],
    );
    return added.length === 1;
  }

  find(id: string): Promise<SignIn | null> {
    return this.signIns.findOneBy({ id });
  }

  /** Those of a user that can still be renewed, the latest first. */
  standing(userId: string, now: Date): Promise<SignIn[]> {
    return this.signIns.find({
      where: { userId, revokedAt: IsNull(), expiresAt: MoreThan(now) },
      order: { refreshedAt: 'DESC', id: 'DESC' },
      take: 200,
    });
  }

  /** Moves on by one generation; false when another one was first or the sign-in has ended. */
  async rotate(id: string, generation: number, now: Date, expiresAt: Date): Promise<boolean> {
    const { affected } = await this.signIns.update(
      { id, generation, revokedAt: IsNull(), expiresAt: MoreThan(now) },
      { generation: generation + 1, refreshedAt: now, expiresAt },
    );
    return affected === 1;
  }

  /** Ends these sign-ins of a user, all or but one, and tells every process; the ids of the ended. */
  async revoke(
    which: { userId: string; id?: string; except?: string },
    reason: RevocationReason,
    now: Date,
  ): Promise<string[]> {
    const ended = await this.database.query<{ id: string }>(
      `WITH ended AS (
         UPDATE sign_ins SET revoked_at = $4, revoked_because = $5
         WHERE user_id = $1 AND revoked_at IS NULL
           AND ($2::uuid IS NULL OR id = $2) AND ($3::uuid IS NULL OR id <> $3)
         RETURNING id
       )
       SELECT id, pg_notify('revocations', id::text) FROM ended`,
      [which.userId, which.id ?? null, which.except ?? null, now, reason],
    );
    return ended.map((row) => row.id);
  }

  /** Sign-ins revoked since then, for a process that may have missed the news. */
  async revokedSince(then: Date): Promise<{ id: string; revokedAt: Date }[]> {
    const rows = await this.database.query<{ id: string; revoked_at: Date }>(
      'SELECT id, revoked_at FROM sign_ins WHERE revoked_at >= $1 ORDER BY revoked_at',
      [then],
    );
    return rows.map((row) => ({ id: row.id, revokedAt: row.revoked_at }));
  }
}
