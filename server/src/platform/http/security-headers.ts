import type { FastifyHelmetOptions } from '@fastify/helmet';
import type { FastifyReply } from 'fastify';

/** Nothing but this server's own files runs on a page, and no other page may frame it. */
const PAGE_POLICY = {
  'default-src': ["'self'"],
  'script-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'", 'ws:', 'wss:'],
  'frame-ancestors': ["'none'"],
  'form-action': ["'self'"],
  'object-src': ["'none'"],
  'base-uri': ["'self'"],
} as const;

/** Headers of every answer; strict transport only where people reach us by https. */
export function securityHeaders(publicUrl: string): FastifyHelmetOptions {
  return {
    global: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: Object.fromEntries(
        Object.entries(PAGE_POLICY).map(([name, sources]) => [name, [...sources]]),
      ),
    },
    strictTransportSecurity: publicUrl.startsWith('https:') ? { maxAge: 15_552_000 } : false,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    // Opening the demo shop or the docs in a tab must not cut it from the console that opened it.
    crossOriginOpenerPolicy: { policy: 'same-origin-allow-popups' },
    xFrameOptions: { action: 'deny' },
  };
}

/** Headers that browsers read of pages alone. */
const OF_PAGES_ONLY = [
  'content-security-policy',
  'cross-origin-opener-policy',
  'origin-agent-cluster',
  'referrer-policy',
  'x-dns-prefetch-control',
  'x-download-options',
  'x-frame-options',
  'x-permitted-cross-domain-policies',
  'x-xss-protection',
];

/** A screen is dozens of files and answers: without what is of no use to them, a tenth less to load. */
export function leaveOutPageHeaders(reply: FastifyReply): void {
  for (const name of OF_PAGES_ONLY) void reply.removeHeader(name);
}

/** The same for data, of which nothing may run even if somebody opens it as a page. */
export function asData(reply: FastifyReply): void {
  leaveOutPageHeaders(reply);
  void reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
}
