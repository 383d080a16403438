import { WorkerHost } from '@nestjs/bullmq';
import { Logger } from '@nestjs/common';
import type { DiscoveryService } from '@nestjs/core';
import { Queue, type Worker } from 'bullmq';

/** Every queue this process opened. */
export function queuesOf(discovery: DiscoveryService): Queue[] {
  return instances(discovery).filter((instance): instance is Queue => instance instanceof Queue);
}

/** Every worker this process runs. */
export function workersOf(discovery: DiscoveryService): Worker[] {
  return instances(discovery)
    .filter((instance): instance is WorkerHost => instance instanceof WorkerHost)
    .map((host) => host.worker);
}

/** Hears errors, which would otherwise end the process, and says once a while that the queue's store is away. */
export function calmErrors(
  emitters: readonly { on(name: 'error', hear: (e: Error) => void): unknown }[],
): void {
  const logger = new Logger('Queue');
  let quietUntil = 0;
  for (const emitter of emitters) {
    emitter.on('error', (error) => {
      if (performance.now() < quietUntil) return;
      quietUntil = performance.now() + 5_000;
      logger.warn(`The queue's store reports: ${error.message || error.name}`);
    });
  }
}

function instances(discovery: DiscoveryService): unknown[] {
  return discovery.getProviders().flatMap((wrapper) => {
    // Asking a request-scoped provider for its instance throws; none of them is a queue.
    return wrapper.isDependencyTreeStatic() ? [wrapper.instance as unknown] : [];
  });
}
