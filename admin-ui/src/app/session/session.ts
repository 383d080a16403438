import { Service, computed, inject, signal } from '@angular/core';
import { Router } from '@angular/router';
import { Api, apiUrl } from '../api/api';
import type { Tokens, User } from '../api/models';
import { problemOf } from '../api/problem';
import { takeEarlyTokens } from './early';
import { SessionTabs } from './session-tabs';

/** A token this close to its end is renewed before it is used (a short-lived one: in its second half). */
const MARGIN_MS = 30_000;
const HINT = 'signed-in';

type State = 'unknown' | 'signed-in' | 'signed-out';

/**
 * Who is signed in. The access token lives in memory only; the refresh token is an HttpOnly cookie
 * that this code never sees. Renewal happens once at a time, over all tabs of the browser.
 */
@Service()
export class Session {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly tabs = inject(SessionTabs);

  private readonly state = signal<State>('unknown');
  private readonly person = signal<User | null>(null);
  private accessToken: string | null = null;
  private goodUntil = 0;
  private renewal: Promise<string | null> | null = null;

  readonly user = this.person.asReadonly();
  readonly signedIn = computed(() => this.state() === 'signed-in');

  constructor() {
    this.tabs.listen({
      renewed: (tokens) => this.keep(tokens),
      ended: () => void this.leave(),
    });
  }

  /** Resumes the session of the cookie, once per page load; true when someone is signed in. */
  async resume(): Promise<boolean> {
    if (this.state() !== 'unknown') return this.signedIn();
    if (!remembered()) {
      this.state.set('signed-out');
      return false;
    }
    await this.renew();
    return this.signedIn();
  }

  async signIn(email: string, password: string): Promise<void> {
    this.keep(await this.api.post<Tokens>(apiUrl`/auth/login`, { email, password }));
  }

  async signOut(): Promise<void> {
    // The tab forgets its token whatever the server says: a person who leaves has left.
    await this.api.post(apiUrl`/auth/logout`).catch(() => null);
    this.tabs.tellEnded();
    await this.leave();
  }

  /** The session ended by itself: sign-in opens and leads back to the page that was open. */
  async expire(): Promise<void> {
    const then = this.router.url;
    this.forget();
    await this.router.navigate(['/sign-in'], { queryParams: { then, ended: 1 } });
  }

  /** A token that is good for some seconds more, or null when nobody is signed in. */
  async token(): Promise<string | null> {
    if (this.accessToken !== null && Date.now() < this.goodUntil) return this.accessToken;
    return this.renew();
  }

  /** Asks for a new token; callers during a renewal share it. */
  renew(): Promise<string | null> {
    this.renewal ??= this.askForToken().finally(() => (this.renewal = null));
    return this.renewal;
  }

  rename(user: User): void {
    this.person.set(user);
  }

  private async askForToken(): Promise<string | null> {
    const before = this.accessToken;
    return this.tabs.oneAtATime(async () => {
      // Another tab may have renewed, and told us, while this one waited for its turn.
      if (this.accessToken !== before && this.accessToken !== null) return this.accessToken;
      try {
        // What the page asked for as it began is old by the next time.
        const early = this.state() === 'unknown' ? await takeEarlyTokens() : null;
        const tokens = early ?? (await this.api.post<Tokens>(apiUrl`/auth/refresh`));
        this.keep(tokens);
        this.tabs.tellRenewed(tokens);
        return tokens.access_token;
      } catch (failure) {
        // Only a refusal ends the session; a silent server leaves it as it is.
        if (!isRefused(failure)) throw failure;
        this.forget();
        return null;
      }
    });
  }

  private keep({ access_token, expires_in, user }: Tokens): void {
    this.accessToken = access_token;
    const life = expires_in * 1_000;
    this.goodUntil = Date.now() + life - Math.min(MARGIN_MS, life / 2);
    this.person.set(user);
    this.state.set('signed-in');
    remember();
  }

  private forget(): void {
    this.accessToken = null;
    this.goodUntil = 0;
    this.person.set(null);
    this.state.set('signed-out');
    forgetHint();
  }

  private async leave(): Promise<void> {
    this.forget();
    await this.router.navigateByUrl('/sign-in');
  }
}

function isRefused(failure: unknown): boolean {
  const { status } = problemOf(failure);
  return status === 400 || status === 401 || status === 403;
}

// The hint saves a stranger's first page from a refused request; the cookie is what counts.
function remembered(): boolean {
  try {
    return localStorage.getItem(HINT) !== null;
  } catch {
    return true;
  }
}

function remember(): void {
  try {
    localStorage.setItem(HINT, '1');
  } catch {
    // Without storage every page load simply asks.
  }
}

function forgetHint(): void {
  try {
    localStorage.removeItem(HINT);
  } catch {
    // As above.
  }
}
