import { HttpErrorResponse, type HttpInterceptorFn } from '@angular/common/http';
import { Service, computed, inject, signal } from '@angular/core';
import { tap } from 'rxjs';

const RETRY_MS = 3_000;

/** Knows whether the server answers; while it does not, asks again every three seconds. */
@Service()
export class Connection {
  private readonly silent = signal(false);
  private readonly online = signal(navigator.onLine);
  private timer: ReturnType<typeof setInterval> | null = null;

  readonly away = computed(() => this.silent() || !this.online());
  readonly offline = computed(() => !this.online());
  /** Counts returns, so that a page can load again what it missed. */
  readonly returns = signal(0);

  constructor() {
    addEventListener('offline', () => this.online.set(false));
    addEventListener('online', () => this.online.set(true));
  }

  lost(): void {
    if (this.silent()) return;
    this.silent.set(true);
    this.timer = setInterval(() => void this.ask(), RETRY_MS);
  }

  found(): void {
    if (!this.silent()) return;
    this.silent.set(false);
    this.returns.update((count) => count + 1);
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }

  private async ask(): Promise<void> {
    const answer = await fetch('/readyz', { cache: 'no-store' }).catch(() => null);
    if (answer?.ok) this.found();
  }
}

/** Hears from each request whether the server is there. */
export const watchConnection: HttpInterceptorFn = (request, next) => {
  const connection = inject(Connection);
  return next(request).pipe(
    tap({
      next: () => connection.found(),
      error: (failure: unknown) => {
        if (failure instanceof HttpErrorResponse && isSilence(failure.status)) connection.lost();
      },
    }),
  );
};

function isSilence(status: number): boolean {
  return status === 0 || (status >= 502 && status <= 504);
}
