import type { FastifyInstance } from 'fastify';

const PAGE = /^\/public\/([^/?#]+)\/?(?:[?#]|$)/;

/** Lets the pages that `framersOf` names frame the page of a public link; every other page stays unframed. */
export function allowFraming(
  fastify: FastifyInstance,
  framersOf: (slug: string) => Promise<readonly string[]>,
): void {
  fastify.addHook('onSend', async (request, reply) => {
    const slug = PAGE.exec(request.url)?.[1];
    const policy = reply.getHeader('content-security-policy');
    if (slug === undefined || reply.statusCode !== 200 || typeof policy !== 'string') return;
    // A slug that cannot be looked up now is shown, unframed.
    const framers = await framersOf(slug).catch((): readonly string[] => []);
    if (framers.length === 0) return;
    void reply
      .header(
        'content-security-policy',
        policy.replace(/frame-ancestors [^;]*/, `frame-ancestors ${framers.join(' ')}`),
      )
      .removeHeader('x-frame-options');
  });
}
