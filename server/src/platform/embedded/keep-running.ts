import { Logger } from '@nestjs/common';
import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

const SHORTEST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/** A process that is started again whenever it ends unasked. */
export interface KeptProcess {
  /** Of the one that runs now, or of the last one that did. */
  readonly pid: number;
  /** Nothing is started any more once it is called; resolves when `end` has ended the last one. */
  stop(end: (pid: number) => Promise<void>): Promise<void>;
}

/** Starts a process and rejects when that fails; later ends are answered by another start, until one works. */
export async function keepRunning(
  name: string,
  start: () => Promise<ChildProcess>,
): Promise<KeptProcess> {
  const logger = new Logger(name);
  let child = await start();
  let stopped: Promise<void> | undefined;
  let reviving: Promise<void> = Promise.resolve();

  const revive = async (): Promise<void> => {
    for (let wait = SHORTEST_PAUSE_MS; !stopped; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
      await pause(wait, undefined, { ref: false });
      if (stopped) return;
      try {
        child = await start();
        logger.log('It runs again');
        watch();
        return;
      } catch (error) {
        logger.warn(error instanceof Error ? error.message : String(error));
      }
    }
  };
  const watch = (): void => {
    const onEnd = (): void => {
      if (stopped) return;
      logger.warn(
        `It ended by itself (${child.signalCode ?? child.exitCode}) and is started again`,
      );
      reviving = revive();
    };
    if (child.exitCode === null && child.signalCode === null) child.once('exit', onEnd);
    else onEnd();
  };
  watch();

  const stop = async (end: (pid: number) => Promise<void>): Promise<void> => {
    // One that is being started is waited for, or it would outlive its server.
    await reviving;
    await end(child.pid ?? 0);
  };
  return {
    get pid() {
      return child.pid ?? 0;
    },
    // TRICKY: `stopped` is set before `stop` first waits, so that no end is taken for an accident.
    stop: (end) => (stopped ??= Promise.resolve().then(() => stop(end))),
  };
}
