import { type BackendFactory, createPostgresBackend } from 'bullmq';

interface Readiness {
  waitUntilReady(): Promise<void>;
  /** Private to BullMQ: what its first caller was promised, and everybody after. */
  readyPromise?: Promise<void> | undefined;
}

/**
 * BullMQ on PostgreSQL. TRICKY: it remembers a first connection that failed as its answer for ever, so a database that
 * went away in the moment of a start would never be asked again; such an answer is forgotten here.
 */
export const postgresBackend: BackendFactory<
  ReturnType<typeof createPostgresBackend>,
  Parameters<typeof createPostgresBackend>[1]['connection']
> = (name, options, more) => {
  const backend = createPostgresBackend(name, options, more);
  forgetFailure(backend as unknown as Readiness);
  forgetFailure(backend.connection as unknown as Readiness);
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
