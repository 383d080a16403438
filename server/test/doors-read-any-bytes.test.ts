import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { FOREIGN_BATCH_EVENTS } from '../src/ingest/door/limits.js';
import { decode, FOREIGN_BODY_BYTES, repaired } from '../src/ingest/doors/decode.js';
import { readLz64 } from '../src/ingest/doors/lz64.js';

const event = { event: 'a+b/c', ünï: 'héllo 世界 🎉 ~?>', n: 1 };
const json = JSON.stringify(event);
const base64 = Buffer.from(json).toString('base64');
/** As one client encodes it: each half of a pair for itself. */
const cesu8 = (text: string): Buffer =>
  Buffer.concat(
    Array.from({ length: text.length }, (_, at) => {
      const unit = text.charCodeAt(at);
      const isHalf = unit >= 0xd800 && unit <= 0xdfff;
      if (!isHalf) return Buffer.from(text.charAt(at));
      return Buffer.from([0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f)]);
    }),
  );

it.each<[string, string | Buffer, string | undefined, Record<string, string>]>([
  ['JSON', json, undefined, {}],
  ['JSON after a mark', `\uFEFF${json}`, undefined, {}],
  ['gzip by its label', gzipSync(json), 'gzip', {}],
  ['gzip without one', gzipSync(json), undefined, {}],
  ['gzip under the label of another', gzipSync(json), 'deflate', {}],
  ['JSON that claims to be gzip', json, 'gzip', {}],
  ['JSON that claims to be brotli', json, 'br', {}],
  ['deflate without a label', deflateSync(json), undefined, {}],
  ['brotli', brotliCompressSync(json), 'br', {}],
  ['base64', base64, undefined, {}],
  ['base64 of gzip', gzipSync(json).toString('base64'), undefined, {}],
  ['a form of JSON', `data=${encodeURIComponent(json)}&ip=1`, undefined, {}],
  [
    'a form of JSON with + for blanks',
    `data=${new URLSearchParams({ x: json }).toString().slice(2)}`,
    undefined,
    {},
  ],
  ['a form of base64', `data=${encodeURIComponent(base64)}`, undefined, {}],
  ['a form of base64 that nobody escaped', `verbose=1&data=${base64}`, undefined, {}],
  ['a gzipped form', gzipSync(`data=${base64}`), undefined, {}],
  ['escaped JSON', encodeURIComponent(json), undefined, {}],
  ['base64 in the query', '', undefined, { data: base64.replaceAll('+', ' ') }],
  ['JSON in the query', '', undefined, { data: json }],
  [
    'base64 of split pairs',
    `data=${encodeURIComponent(cesu8(json).toString('base64'))}`,
    undefined,
    {},
  ],
])('%s', async (_name, body, encoding, query) => {
  const { body: read } = await decode(Buffer.from(body), encoding, query);
  expect(read).toEqual(event);
});

it('a form keeps what is beside its data', async () => {
  const { form } = await decode(Buffer.from(`data=${base64}&verbose=1&__proto__=x`), undefined, {});
  expect(form).toEqual({ verbose: '1' });
});

it('lines of JSON, of which one cannot be read', async () => {
  const { body } = await decode(Buffer.from('{"a":1}\n\n{"a":\n{"a":2}\n'), undefined, {});
  expect(body).toEqual([{ a: 1 }, null, { a: 2 }]);
});

it('no more lines than a request may hold events', async () => {
  const lines = Array.from({ length: FOREIGN_BATCH_EVENTS }, () => '{}').join('\n');
  expect((await decode(Buffer.from(lines), undefined, {})).body).toHaveLength(FOREIGN_BATCH_EVENTS);
  await expect(decode(Buffer.from(`${lines}\n{}`), undefined, {})).rejects.toMatchObject({
    code: 'too_many_events',
  });
});

it('nested as deep as anybody writes, not deeper', async () => {
  const nested = (levels: number, inside = ''): Buffer =>
    Buffer.from('['.repeat(levels) + inside + ']'.repeat(levels));
  const text = JSON.stringify(`${'['.repeat(30_000)}\\"`);
  expect((await decode(nested(19_999, text), undefined, {})).body).toHaveLength(1);
  await expect(decode(nested(20_001), undefined, {})).rejects.toMatchObject({ code: 'not_json' });
});

it('what lz-string wrote', async () => {
  const written =
    'N4IgpgbmB2AuIC4QBIAOBDA5pAlmA7iADQioBOA9qmGbHgM6KiwUDWMipAFgMYD6AD2IgAJjnp1oPWHxwjO6aBWgBaAIzCAP9AD3nLgEuANkYoACQGhygGVczgHg3AkfvDoiANpqi7zx6IAmX74BdAF8goA=';
  const expected = {
    event: '$pageview',
    properties: {
      token: 'phc_x',
      distinct_id: 'anon-1',
      ünï: 'héllo 世界 🎉',
      n: [1, 1, 1, 1, 1, 2, 2, 2],
    },
  };
  const form = Buffer.from(`data=${encodeURIComponent(written)}&compression=lz64`);
  expect((await decode(form, undefined, {})).body).toEqual(expected);
  expect(readLz64('Q===', 100)).toBe('');
  expect(readLz64('IZA=', 100)).toBe('a');
  expect(readLz64(written, 10)).toBeNull();
  for (const nonsense of ['', '////', 'AAAA', written.slice(0, 20)]) {
    expect(readLz64(nonsense, 1_000)).toBeNull();
  }
});

it('characters that were whole stay as they are', () => {
  for (const text of ['', '한국어 힣', '🎉', 'ø']) {
    expect(repaired(Buffer.from(text)).toString()).toBe(text);
    expect(repaired(cesu8(text)).toString()).toBe(text);
  }
});

it.each(['', 'hello world!', '42', 'data=', 'data=%', '%7B'])(
  '«%s» holds no JSON',
  async (text) => {
    if (text === '')
      return expect((await decode(Buffer.alloc(0), undefined, {})).body).toBeUndefined();
    await expect(decode(Buffer.from(text), undefined, {})).rejects.toMatchObject({
      code: 'not_json',
    });
  },
);

it('what inflates beyond four megabytes is refused', async () => {
  expect(FOREIGN_BODY_BYTES).toBe(4 * 2 ** 20);
  const bomb = gzipSync(Buffer.alloc(FOREIGN_BODY_BYTES + 1, 0x20));
  await expect(decode(bomb, undefined, {})).rejects.toMatchObject({ code: 'body_too_large' });
});
