import { Controller, Get, Header, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { timingSafeEqual } from 'node:crypto';
import { Environment } from '../config/environment.js';
import { Problem } from '../http/problem.js';
import { Metrics } from './metrics.js';
import { type Readiness, ReadinessCheck } from './readiness.js';

/** What balancers and monitors ask, at the root rather than under the API. */
@ApiExcludeController()
@Controller()
export class HealthController {
  constructor(
    private readonly environment: Environment,
    private readonly readiness: ReadinessCheck,
    private readonly metrics: Metrics,
  ) {}

  /** Alive: this process answers, whatever is away. */
  @Get('healthz')
  @Header('cache-control', 'no-store')
  alive(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Ready: every part it needs is there; 503 names the part that is not. */
  @Get('readyz')
  @Header('cache-control', 'no-store')
  async ready(): Promise<{ status: 'ok'; checks: Readiness }> {
    const checks = await this.readiness.look();
    const missing = Object.entries(checks).filter(([, state]) => state !== 'ok');
    if (missing.length === 0) return { status: 'ok', checks };
    throw new Problem(
      503,
      'not_ready',
      `Not ready: ${missing.map(([part, state]) => `${part} ${state}`).join(', ')}.`,
      {
        errors: missing.map(([part, state]) => ({ pointer: `/${part}`, reason: state })),
        headers: { 'retry-after': '1' },
      },
    );
  }

  /** Prometheus text, for the holder of METRICS_TOKEN, or for this machine when there is none. */
  @Get('metrics')
  async show(@Req() request: FastifyRequest): Promise<string> {
    if (!this.maySeeMetrics(request)) {
      throw new Problem(403, 'forbidden', 'Metrics need the token of METRICS_TOKEN.');
    }
    return this.metrics.registry.metrics();
  }

  private maySeeMetrics(request: FastifyRequest): boolean {
    const { metricsToken } = this.environment;
    if (metricsToken) return sameText(request.headers.authorization, `Bearer ${metricsToken}`);
    // Behind a proxy on this machine everybody seems local; a forwarded request is from outside.
    const forwarded = request.headers['x-forwarded-for'] ?? request.headers.forwarded;
    return !forwarded && /^(::1|(::ffff:)?127\.)/.test(request.socket.remoteAddress ?? '');
  }
}

function sameText(given: string | undefined, expected: string): boolean {
  const [a, b] = [Buffer.from(given ?? ''), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
