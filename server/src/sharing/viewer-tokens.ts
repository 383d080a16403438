import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';

/** What tells these tokens from those of people. */
const prefix = 'vt_';
/** Seconds that a token lives. */
export const viewerTokenSeconds = 15 * 60;

/** Short-lived signed tokens of those who look through a link; signed with a key of their own. */
@Injectable()
export class ViewerTokens {
  constructor(private readonly jwt: JwtService) {}

  async issue(linkId: string): Promise<string> {
    return prefix + (await this.jwt.signAsync({}, { subject: linkId }));
  }

  /** Whether a token is of this kind at all, valid or not. */
  isOne(token: string): boolean {
    return token.startsWith(prefix);
  }

  /** The link that a valid token is for, else null. */
  async linkOf(token: string): Promise<string | null> {
    try {
      const { sub } = await this.jwt.verifyAsync<{ sub?: unknown }>(token.slice(prefix.length));
      return typeof sub === 'string' ? sub : null;
    } catch {
      // Which check failed is nothing a stranger should learn.
      return null;
    }
  }
}
