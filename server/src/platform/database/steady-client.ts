import pg from 'pg';

/**
 * A connection whose loss is never fatal: whoever is waiting for an answer hears of it as a rejected promise, and when
 * nobody is, there is nothing to tell.
 */
export class SteadyClient extends pg.Client {
  // TRICKY: one that is checked out of a pool, just being made or just being closed has no listener, and an unheard
  // `error` ends the process.
  override emit(name: string | symbol, ...details: unknown[]): boolean {
    if (name === 'error' && this.listenerCount('error') === 0) return false;
    return super.emit(name, ...(details as [Error]));
  }
}
