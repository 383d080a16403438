/**
 * The baseline of the door: a Fastify route that reads a body as the product does, event by event, and keeps nothing.
 * It prints its address and lives until it is ended.
 */
import fastify from 'fastify';
import path from 'node:path';

const door = path.resolve(import.meta.dirname, '../../dist/server/ingest/door');
const { readBody } = (await import(path.join(door, 'read-body.js'))) as {
  readBody: (bytes: Buffer, encoding: string | undefined) => Promise<unknown>;
};
const { batchOf } = (await import(path.join(door, 'batch.js'))) as {
  batchOf: (body: unknown) => { events: readonly unknown[] };
};
const { readEvent } = (await import(path.join(door, 'read-event.js'))) as {
  readEvent: (sent: unknown, now: number) => object;
};

const app = fastify();
app.removeAllContentTypeParsers();
app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
app.post('/api/v1/events/ingest', async (request, reply) => {
  const body = await readBody(request.body as Buffer, request.headers['content-encoding']);
  const now = Date.now();
  const read = batchOf(body).events.map((event) => readEvent(event, now));
  return reply.code(202).send({ accepted: read.length, rejected: [] });
});
process.stdout.write(`${await app.listen({ host: '127.0.0.1', port: 0 })}\n`);
