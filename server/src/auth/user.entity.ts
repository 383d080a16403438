import { Column, Entity, PrimaryColumn } from 'typeorm';

export type UserRole = 'owner' | 'member';

/** Somebody who can sign in; exactly one of them, the first, is the owner of the installation. */
@Entity({ name: 'users' })
export class User {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  /** Trimmed and in lower case, unique. */
  @Column({ type: 'text' })
  email: string;

  @Column({ name: 'full_name', type: 'text', nullable: true })
  fullName: string | null;

  @Column({ name: 'password_hash', type: 'text' })
  passwordHash: string;

  @Column({ type: 'text' })
  role: UserRole;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
