import { type BackendFactory, createPostgresBackend } from 'bullmq';
import { SteadyClient } from '../database/steady-client.js';

interface Readiness {
  waitUntilReady(): Promise<void>;
  /** Private to BullMQ: what its first caller was promised, and everybody after. */
  readyPromise?: Promise<void> | undefined;
}

/** Private to BullMQ: what it makes the connection from on which it is told of new jobs. */
interface Listening {
  pgModule?: { readonly Client: typeof SteadyClient } | undefined;
}

/**
 * BullMQ on PostgreSQL, steadier in two ways. TRICKY: it hears of no error of its listening connection before that is
 * made, so a loss in that moment would end the process. And it remembers a first connection that failed as its answer
 * for ever, so a database that went away in the moment of a start would never be asked again.
 */
export const postgresBackend: BackendFactory<
  ReturnType<typeof createPostgresBackend>,
  Parameters<typeof createPostgresBackend>[1]['connection']
> = (name, options, more) => {
  const backend = createPostgresBackend(name, options, more);
  forgetFailure(backend as unknown as Readiness);
  forgetFailure(backend.connection as unknown as Readiness);
  const listening = backend.connection as unknown as Listening;
  if (listening.pgModule) listening.pgModule = { Client: SteadyClient };
  return backend;
};

function forgetFailure(target: Readiness): void {
  const ask = target.waitUntilReady.bind(target);
  target.waitUntilReady = async () => {
    const asked = ask();
    const answer = target.readyPromise;
    try {
      await asked;
    } catch (error) {
      // Only its own: a later caller may have begun another attempt.
      if (target.readyPromise === answer) target.readyPromise = undefined;
      throw error;
    }
  };
}
