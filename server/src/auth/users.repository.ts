import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { Database } from '../platform/database/database.js';
import { User } from './user.entity.js';

// Any number no one else uses as an advisory lock.
const REGISTRATION_LOCK = 7_264_201;

export type NewUser = Omit<User, 'role'>;

@Injectable()
export class UsersRepository {
  constructor(
    @InjectRepository(User) private readonly users: Repository<User>,
    private readonly database: Database,
  ) {}

  findByEmail(email: string): Promise<User | null> {
    return this.users.findOneBy({ email });
  }

  findById(id: string): Promise<User | null> {
    return this.users.findOneBy({ id });
  }

  /** False until the owner exists. */
  anyExists(): Promise<boolean> {
    return this.users.exists();
  }

  /**
   * Adds an account: the very first becomes the owner, later ones members if `membersToo`.
   * Of registrations at the same moment exactly one is first.
   */
  add(user: NewUser, membersToo: boolean): Promise<User | 'closed' | 'taken'> {
    return this.database.transaction(async (client) => {
      await client.query('SELECT pg_advisory_xact_lock($1)', [REGISTRATION_LOCK]);
      const { rowCount: others } = await client.query('SELECT 1 FROM users LIMIT 1');
      const role = others === 0 ? 'owner' : 'member';
      if (role === 'member' && !membersToo) return 'closed';
      const { rowCount: added } = await client.query(
        `INSERT INTO users (id, email, full_name, password_hash, role, created_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (email) DO NOTHING`,
        [user.id, user.email, user.fullName, user.passwordHash, role, user.createdAt],
      );
      return added === 0 ? 'taken' : { ...user, role };
    });
  }

  async rename(id: string, fullName: string | null): Promise<void> {
    await this.users.update({ id }, { fullName });
  }

  /** Replaces the password and ends every sign-in but one in the same moment; the ids of the ended. */
  async replacePassword(
    id: string,
    passwordHash: string,
    keptSignInId: string,
    now: Date,
  ): Promise<string[]> {
    return this.database.transaction(async (client) => {
      await client.query('UPDATE users SET password_hash = $2 WHERE id = $1', [id, passwordHash]);
      // TRICKY: a statement of its own, so that it sees a sign-in which the first one waited for.
      const { rows } = await client.query<{ id: string }>(
        `WITH ended AS (
           UPDATE sign_ins SET revoked_at = $3, revoked_because = 'password_changed'
           WHERE user_id = $1 AND id <> $2 AND revoked_at IS NULL
           RETURNING id
         )
         SELECT id, pg_notify('revocations', id::text) FROM ended`,
        [id, keptSignInId, now],
      );
      return rows.map((row) => row.id);
    });
  }
}
