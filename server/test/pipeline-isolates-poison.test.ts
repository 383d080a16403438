import { isTransient, storeAround } from '../src/ingest/poison.js';
import { patience } from '../src/ingest/ingest.processor.js';

const databaseError = (code: string) => Object.assign(new Error('no'), { code });

/** A store that refuses any part with poison in it, and keeps the others whole. */
function aStore(poison: ReadonlySet<number>, code = '22P05') {
  const kept: number[] = [];
  const store = (part: readonly number[]): Promise<void> => {
    if (part.some((event) => poison.has(event))) return Promise.reject(databaseError(code));
    kept.push(...part);
    return Promise.resolve();
  };
  return { kept, store };
}

const batch = Array.from({ length: 2_000 }, (_, i) => i);

it.each([[[0]], [[1_999]], [[1_000]], [[3, 4, 5]], [[0, 777, 1_999]], [batch]])(
  'stores everything around %j',
  async (bad) => {
    const { kept, store } = aStore(new Set(bad));
    const poison = await storeAround(batch, store);
    expect(poison.map(({ event }) => event)).toEqual(bad);
    expect(kept).toEqual(batch.filter((event) => !bad.includes(event)));
  },
);

it('finds one bad event in few attempts', async () => {
  const { store } = aStore(new Set([1_234]));
  let attempts = 0;
  await storeAround(batch, (part) => {
    attempts += 1;
    return store(part);
  });
  expect(attempts).toBeLessThan(30);
});

it('parts what looks like poison from the rest at once, and keeps what only looks like it', async () => {
  const harmless = batch.map((n) => (n % 15 === 1 ? `${n}\ud800` : `${n}`));
  const texts = harmless.map((text, n) => (n % 10 === 0 ? `${text}\u0000` : text));
  const kept: string[] = [];
  let attempts = 0;
  const poison = await storeAround(texts, (part) => {
    attempts += 1;
    if (part.some((text) => text.includes('\u0000'))) return Promise.reject(databaseError('22P05'));
    kept.push(...part);
    return Promise.resolve();
  });
  expect(poison).toHaveLength(200);
  expect(kept.toSorted()).toEqual(texts.filter((text) => !text.includes('\u0000')).toSorted());
  // Nothing but the suspects was halved.
  expect(attempts).toBeLessThan(700);
});

it('leaves the batch whole when the database is only away', async () => {
  const { kept, store } = aStore(new Set([7]), '40P01');
  await expect(storeAround(batch, store)).rejects.toThrow('no');
  expect(kept).toEqual([]);
});

it.each(['08006', '40001', '40P01', '53300', '57P01', '57014', '55P03', '42P01', 'ECONNREFUSED'])(
  'tries again after %s',
  (code) => expect(isTransient(databaseError(code))).toBe(true),
);

it.each(['22021', '22P05', '22003', '23514', '54000'])('knows poison by %s', (code) =>
  expect(isTransient(databaseError(code))).toBe(false),
);

it('waits longer from attempt to attempt, never more than some seconds', () => {
  for (let attempt = 1; attempt < 10_000; attempt *= 2) {
    expect(patience(attempt)).toBeGreaterThan(200);
    expect(patience(attempt)).toBeLessThan(6_500);
  }
  expect(patience(1)).toBeLessThan(patience(8));
});
