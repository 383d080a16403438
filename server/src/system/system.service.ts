import { Injectable } from '@nestjs/common';
import { statfs } from 'node:fs/promises';
import { Environment } from '../platform/config/environment.js';
import { QueueBoard, type QueueState } from '../platform/queue/queue-board.js';
import { productVersion } from '../version.js';
import type { InstallationMode, SystemStanding } from './dto/system.dto.js';
import { SystemRepository } from './system.repository.js';

// Redis that is away must not keep the owner from seeing that it is.
const PATIENCE_MS = 800;

/** How the installation stands. */
@Injectable()
export class System {
  constructor(
    private readonly environment: Environment,
    private readonly repository: SystemRepository,
    private readonly board: QueueBoard,
  ) {}

  async look(now: number): Promise<SystemStanding> {
    const uptime = process.uptime();
    const asked = performance.now();
    const database = await this.repository.look();
    const answered = performance.now() - asked;
    const [queues, workers, disk] = await Promise.all([
      inTime(this.board.look()),
      inTime(this.board.workers()),
      this.disk(),
    ]);
    return {
      version: await productVersion(),
      node: process.versions.node,
      mode: modeOf(this.environment),
      role: this.environment.role,
      started_at: new Date(now - uptime * 1_000).toISOString(),
      uptime_seconds: Math.round(uptime),
      database: { ...database, answered_ms: Math.round(answered * 10) / 10 },
      queue: {
        backend: this.environment.redisUrl ? 'redis' : 'postgresql',
        state: queues ? 'ok' : 'away',
        ...totalOf(queues ?? [], now),
      },
      workers: workers ?? [],
      disk,
    };
  }

  /** Of a database elsewhere nobody here knows the disk. */
  private async disk(): Promise<SystemStanding['disk']> {
    if (!this.environment.embedded) return null;
    const { bavail, blocks, bsize } = await statfs(this.environment.dataDir);
    return { free_bytes: bavail * bsize, total_bytes: blocks * bsize };
  }
}

function modeOf({ embedded, redisUrl }: Environment): InstallationMode {
  if (redisUrl) return 'redis';
  return embedded ? 'embedded' : 'postgresql';
}

function totalOf(queues: readonly QueueState[], now: number) {
  const sum = (state: 'waiting' | 'active' | 'delayed' | 'failed'): number =>
    queues.reduce((total, queue) => total + queue[state], 0);
  const oldest = Math.min(...queues.flatMap(({ oldestAt }) => oldestAt?.getTime() ?? []));
  return {
    waiting: sum('waiting'),
    active: sum('active'),
    delayed: sum('delayed'),
    failed: sum('failed'),
    oldest_waiting_ms: Number.isFinite(oldest) ? Math.max(0, now - oldest) : null,
  };
}

async function inTime<T>(answer: Promise<T>): Promise<T | null> {
  const { promise: tooLate, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), PATIENCE_MS);
  const given = answer.catch(() => null);
  return Promise.race([given, tooLate]).finally(() => clearTimeout(timer));
}
