import pg from 'pg';

/**
 * A connection whose loss is never fatal: whoever is waiting for an answer hears of it as a rejected promise, and when
 * nobody is, there is nothing to tell.
 */
export class SteadyClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    // TRICKY: a client that is checked out of a pool has no listener, and an unheard `error` ends the process.
    this.on('error', () => undefined);
  }
}
