import { Injectable } from '@nestjs/common';
import { Environment } from '../platform/config/environment.js';
import { Notices } from '../platform/database/notices.js';
import { SignInsRepository } from './sign-ins.repository.js';

export type RevocationListener = (signInId: string) => void;

const minute = 60_000;

/** Which sign-ins were ended, known in every process within a second of the logout. */
@Injectable()
export class Revocations {
  /** Sign-in → when it was heard of; kept as long as an access token can live. */
  private readonly revoked = new Map<string, number>();
  private readonly listeners = new Set<RevocationListener>();

  constructor(
    private readonly notices: Notices,
    private readonly signIns: SignInsRepository,
    private readonly environment: Environment,
  ) {
    notices.listen('revocations', {
      heard: (signInId) => this.note([signInId]),
      caughtUp: () => this.catchUp(),
    });
  }

  /** Whether access by this sign-in has ended; asks the database while news could be missed. */
  async has(signInId: string): Promise<boolean> {
    if (this.revoked.has(signInId)) return true;
    if (this.notices.live) return false;
    const signIn = await this.signIns.find(signInId);
    return signIn === null || signIn.revokedAt !== null;
  }

  /** Calls the listener once for every sign-in that ends from now on; answers how to stop it. */
  onRevoked(listener: RevocationListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Takes note at once in this process; the others hear it from the database. */
  note(signInIds: readonly string[], now: number = Date.now()): void {
    this.forgetBefore(now - this.memoryMs);
    for (const id of signInIds) {
      if (this.revoked.has(id)) continue;
      this.revoked.set(id, now);
      for (const listener of this.listeners) listener(id);
    }
  }

  private async catchUp(now: number = Date.now()): Promise<void> {
    const missed = await this.signIns.revokedSince(new Date(now - this.memoryMs));
    this.note(
      missed.map(({ id }) => id),
      now,
    );
  }

  private forgetBefore(time: number): void {
    // A Map keeps the order of insertion, so the oldest come first.
    for (const [id, heardAt] of this.revoked) {
      if (heardAt >= time) return;
      this.revoked.delete(id);
    }
  }

  /** The life of an access token, and a minute for clocks that differ. */
  private get memoryMs(): number {
    return (this.environment.accessTokenMinutes + 1) * minute;
  }
}
