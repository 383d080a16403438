import fc from 'fast-check';
import pg from 'pg';
import { type Column, copyRows, insertRows, updateRows } from '../src/events/postgres/bulk.js';
import { freshDatabase, type TestDatabase } from './support/database.js';

interface Row {
  readonly id: number;
  readonly big: string | null;
  readonly yes: boolean | null;
  readonly bytes: Buffer | null;
  readonly day: string | null;
  readonly json: string | null;
  readonly small: number | null;
  readonly words: string | null;
  readonly moment: number | null;
  readonly uuid: string | null;
}

const columns: readonly [Column<Row>, ...Column<Row>[]] = [
  { name: 'id', type: 'int', of: ({ id }) => id },
  { name: 'big', type: 'bigint', of: ({ big }) => big },
  { name: 'yes', type: 'boolean', of: ({ yes }) => yes },
  { name: 'bytes', type: 'bytea', of: ({ bytes }) => bytes },
  { name: 'day', type: 'date', of: ({ day }) => day },
  { name: 'json', type: 'jsonb', of: ({ json }) => json },
  { name: 'small', type: 'smallint', of: ({ small }) => small },
  { name: 'words', type: 'text', of: ({ words }) => words },
  { name: 'moment', type: 'timestamptz', of: ({ moment }) => moment },
  { name: 'uuid', type: 'uuid', of: ({ uuid }) => uuid },
];

const orNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary);
const text = fc.string({ unit: 'grapheme', maxLength: 200 }).map((one) => one.replaceAll('\0', ''));
// Years that ISO 8601 writes with four digits.
const moment = fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 });

const row = fc.record<Row>({
  id: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  big: orNull(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String)),
  yes: orNull(fc.boolean()),
  bytes: orNull(fc.uint8Array().map((bytes) => Buffer.from(bytes))),
  day: orNull(moment.map((at) => new Date(at).toISOString().slice(0, 10))),
  json: orNull(fc.dictionary(text, text).map((value) => JSON.stringify(value))),
  small: orNull(fc.integer({ min: -(2 ** 15), max: 2 ** 15 - 1 })),
  words: orNull(text),
  moment: orNull(moment),
  uuid: orNull(fc.uuid()),
});

const rows = fc.uniqueArray(row, { selector: ({ id }) => id, minLength: 1, maxLength: 60 });

describe('bulk writes', () => {
  let database: TestDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    database = await freshDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const defined = columns.map(({ name, type }) => `${name} ${type}`).join(', ');
    for (const table of ['inserted', 'copied', 'updated'])
      await client.query(`CREATE TABLE ${table} (${defined})`);
  });

  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  const kept = async (table: string): Promise<unknown> =>
    (await client.query(`SELECT * FROM ${table} ORDER BY id`)).rows;

  it('keep the same rows whichever way they are written', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (given) => {
        await client.query('TRUNCATE inserted, copied, updated');
        await client.query('INSERT INTO updated (id) SELECT unnest($1::int[])', [
          given.map(({ id }) => id),
        ]);
        // Asked for at once: they take turns.
        await Promise.all([
          insertRows(client, 'inserted', columns, given),
          copyRows(client, 'copied', columns, given),
          updateRows(client, 'updated', columns, given),
        ]);
        const inserted = await kept('inserted');
        expect(await kept('copied')).toEqual(inserted);
        expect(await kept('updated')).toEqual(inserted);
      }),
      { numRuns: 100 },
    );
  });

  it('copy more than a buffer holds', async () => {
    await client.query('TRUNCATE copied');
    const words = 'Straße '.repeat(40_000);
    const given = [1, 2, 3].map((id) => ({ ...nothing, id, words }));
    await copyRows(client, 'copied', columns, given);
    expect(await kept('copied')).toMatchObject(given.map(({ id }) => ({ id, words })));
  });

  it('fail whole, and leave the connection usable', async () => {
    await client.query('TRUNCATE copied');
    const bad = [nothing, { ...nothing, id: 2, words: 'a\0b' }];
    await expect(copyRows(client, 'copied', columns, bad)).rejects.toMatchObject({ code: '22021' });
    const wrong = [nothing, { ...nothing, id: 2, uuid: 'not a uuid' }];
    await expect(copyRows(client, 'copied', columns, wrong)).rejects.toThrow(TypeError);
    await copyRows(client, 'copied', columns, [nothing]);
    expect(await kept('copied')).toHaveLength(1);
  });
});

const nothing: Row = {
  id: 1,
  big: null,
  yes: null,
  bytes: null,
  day: null,
  json: null,
  small: null,
  words: null,
  moment: null,
  uuid: null,
};
