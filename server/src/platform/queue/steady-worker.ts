import { type Job, type Processor, Worker, type WorkerOptions } from 'bullmq';
import { setTimeout as pause } from 'node:timers/promises';

const AFTER_ERROR_MS = 200;
const IDLE_BEFORE_LEAVING_MS = 2_000;
const GLANCE_MS = 100;

/** What every worker does about processes and stores that end without notice. */
export const steadiness = {
  /**
   * A job whose worker was killed is free again after this; a worker at work renews its claim every few seconds. An
   * event loop that is busy for longer gets its job done twice, which costs time and changes nothing.
   */
  lockDuration: 10_000,
  /** How often somebody looks for such jobs. */
  stalledInterval: 5_000,
  // However often its worker is killed, no job is given up for that.
  maxStalledCount: 1_000_000,
  // BullMQ's own pause after a lost connection is 15 s, long after the store is back.
  runRetryDelay: 500,
} as const satisfies Partial<WorkerOptions>;

/** BullMQ's worker, steadier. */
export class SteadyWorker extends Worker {
  /** Jobs in hand at this moment. */
  private readonly inHand: Set<unknown>;

  constructor(name: string, processor: Processor, options: WorkerOptions) {
    const inHand = new Set<unknown>();
    const counted: Processor = async (job, ...rest) => {
      inHand.add(job);
      try {
        return (await processor(job, ...rest)) as unknown;
      } finally {
        inHand.delete(job);
      }
    };
    super(name, counted, {
      ...steadiness,
      ...options,
      connection: unhurried(options.connection),
    });
    this.inHand = inHand;
  }

  /**
   * Finishes the jobs in hand and takes no more. BullMQ waits for a connection that is just being made for as long as
   * its longest pause, or for ever; a worker that has nothing to do leaves after a moment.
   */
  override async close(force = false): Promise<void> {
    const closed = super.close(force).then(() => true);
    if (await Promise.race([closed, this.idle().then(() => false)])) return;
    this.backend.close(true).catch(() => undefined);
  }

  private async idle(): Promise<void> {
    for (let idle = 0; idle < IDLE_BEFORE_LEAVING_MS; idle += GLANCE_MS) {
      await pause(GLANCE_MS);
      if (this.inHand.size > 0) idle = 0;
    }
  }

  protected override async moveToActive(token: string, name?: string): Promise<Job> {
    try {
      return await super.moveToActive(token, name);
    } catch (error) {
      // BullMQ asks again at once, which for an error that is known at once would leave no time for anything else.
      await pause(AFTER_ERROR_MS, undefined, { ref: false });
      throw error;
    }
  }
}

/**
 * In PostgreSQL, a worker need not wait until the disk has its claim of a job, or the job's end: what a crash forgets is
 * done again. The log keeps the order, so no job ends on disk before what it wrote.
 */
function unhurried<Connection extends object>(connection: Connection): Connection {
  if (!('connectionString' in connection)) return connection;
  return { ...connection, options: '-c synchronous_commit=off' };
}
