import { Service, computed, inject, signal } from '@angular/core';
import { Api, apiUrl } from '../api/api';
import type { Viewer } from '../api/models';
import { problemOf } from '../api/problem';

const MARGIN_MS = 30_000;

/** Why a public link shows nothing: it asks for a password, or it is over. */
type Refusal = 'password' | 'gone';

/**
 * Somebody looks through a public link: no account, a token of some minutes that opens one dashboard.
 * Everything lives in the memory of the page, the password too, to ask for the next token with.
 */
@Service()
export class Looking {
  private readonly api = inject(Api);
  private link: { readonly slug: string; readonly password: string | null } | null = null;
  private accessToken: string | null = null;
  private goodUntil = 0;
  private renewal: Promise<string | null> | null = null;
  private readonly view = signal<Viewer | null>(null);
  private readonly refused = signal<Refusal | null>(null);

  /** Requests go through the link from now on. */
  readonly active = signal(false);
  readonly refusal = this.refused.asReadonly();
  readonly project = computed(() => this.view()?.project ?? null);
  /** Filters hold that are not shown. */
  readonly locked = computed(() => this.view()?.locked ?? false);

  /** Opens a link; throws what else but a refusal goes wrong, and a wrong password. */
  async enter(slug: string, password: string | null): Promise<void> {
    this.forget();
    // The form stays while its password is tried.
    if (password === null) this.refused.set(null);
    this.active.set(true);
    this.link = { slug, password };
    try {
      await this.ask(slug, password);
    } catch (failure) {
      const { status } = problemOf(failure);
      if (status === 404) this.end('gone');
      else if (status === 401 && password === null) this.end('password');
      else throw failure;
    }
  }

  /** Asks for the password again, after a wrong one. */
  askPassword(): void {
    this.end('password');
  }

  leave(): void {
    this.link = null;
    this.forget();
    this.refused.set(null);
    this.active.set(false);
  }

  async token(): Promise<string | null> {
    if (this.accessToken !== null && Date.now() < this.goodUntil) return this.accessToken;
    return this.renew();
  }

  /** The next token; null when the link opens no more. Callers during a renewal share it. */
  renew(): Promise<string | null> {
    this.renewal ??= this.again().finally(() => (this.renewal = null));
    return this.renewal;
  }

  private async again(): Promise<string | null> {
    if (this.link === null || this.refused() !== null) return null;
    try {
      await this.ask(this.link.slug, this.link.password);
    } catch (failure) {
      const { status } = problemOf(failure);
      if (status !== 401 && status !== 404) throw failure;
      this.end(status === 404 ? 'gone' : 'password');
    }
    return this.accessToken;
  }

  private async ask(slug: string, password: string | null): Promise<void> {
    const body = password === null ? {} : { password };
    const viewer = await this.api.post<Viewer>(apiUrl`/public/${slug}/token`, body);
    const life = viewer.expires_in * 1_000;
    this.accessToken = viewer.access_token;
    this.goodUntil = Date.now() + life - Math.min(MARGIN_MS, life / 2);
    this.refused.set(null);
    this.view.set(viewer);
  }

  private end(refusal: Refusal): void {
    this.forget();
    this.refused.set(refusal);
  }

  private forget(): void {
    this.accessToken = null;
    this.goodUntil = 0;
    this.view.set(null);
  }
}
