import { Column, Entity, PrimaryColumn } from 'typeorm';

export type RevocationReason = 'signed_out' | 'ended' | 'reused' | 'password_changed';

/** One signed-in device: the family of every refresh token that descends from one login. */
@Entity({ name: 'sign_ins' })
export class SignIn {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'user_id', type: 'uuid' })
  userId: string;

  /** How often the refresh token was rotated; only the token of this generation is valid. */
  @Column({ type: 'integer' })
  generation: number;

  /** Coarse description such as «Firefox on Linux»; the raw user agent is not kept. */
  @Column({ type: 'text', nullable: true })
  device: string | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'refreshed_at', type: 'timestamptz' })
  refreshedAt: Date;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date;

  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true })
  revokedAt: Date | null;

  @Column({ name: 'revoked_because', type: 'text', nullable: true })
  revokedBecause: RevocationReason | null;
}
