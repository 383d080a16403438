import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { Environment } from '../platform/config/environment.js';
import { NotSignedIn } from './auth.errors.js';
import { Revocations } from './revocations.js';

/** Who asks, as proven by an access token. */
export interface Identity {
  readonly id: string;
  readonly email: string;
  readonly signInId: string;
  /** When the token that proved it ends. */
  readonly expiresAt: Date;
}

interface Claims {
  sub: string;
  sid: string;
  email: string;
  exp: number;
}

/** Short-lived signed tokens; a token of a sign-in that was ended is refused before it expires. */
@Injectable()
export class AccessTokens {
  constructor(
    private readonly jwt: JwtService,
    private readonly revocations: Revocations,
    private readonly environment: Environment,
  ) {}

  /** Seconds that a new token lives. */
  get lifetime(): number {
    return this.environment.accessTokenMinutes * 60;
  }

  issue(user: { id: string; email: string }, signInId: string): Promise<string> {
    return this.jwt.signAsync(
      { sid: signInId, email: user.email },
      { subject: user.id, expiresIn: this.lifetime },
    );
  }

  /** Who the token speaks for; throws `NotSignedIn` for anything but a valid, standing one. */
  async verify(token: string): Promise<Identity> {
    const claims = await this.read(token);
    if (await this.revocations.has(claims.sid)) throw new NotSignedIn();
    return {
      id: claims.sub,
      email: claims.email,
      signInId: claims.sid,
      expiresAt: new Date(claims.exp * 1000),
    };
  }

  private async read(token: string): Promise<Claims> {
    try {
      const claims: unknown = await this.jwt.verifyAsync(token);
      if (isClaims(claims)) return claims;
    } catch {
      // Which check failed is nothing a stranger should learn.
    }
    throw new NotSignedIn();
  }
}

function isClaims(claims: unknown): claims is Claims {
  if (typeof claims !== 'object' || claims === null) return false;
  const { sub, sid, email, exp } = claims as Partial<Record<keyof Claims, unknown>>;
  return (
    typeof sub === 'string' &&
    typeof sid === 'string' &&
    typeof email === 'string' &&
    typeof exp === 'number'
  );
}
