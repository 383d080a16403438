import fc from 'fast-check';
import type { IncomingEvent } from '../src/events/event.js';
import { packEvents, unpackEvents } from '../src/ingest/packed-events.js';
import { aRequest, stored } from './support/arrivals.js';

const json = fc.jsonValue().filter((value) => value !== undefined);
const record = fc.option(fc.dictionary(fc.string(), json), { nil: null });

test('events come out of a job as they went in, whatever they hold', () => {
  const event = fc
    .record({ properties: record, traits: record, name: fc.string(), userId: fc.string() })
    .map((given): IncomingEvent => {
      // JSON knows neither -0 nor objects without a prototype; what it cannot say never came in.
      const sayable = JSON.parse(JSON.stringify(given)) as typeof given;
      return { ...stored({ page_url: 'https://shop.example/cart' }), ...sayable };
    });
  fc.assert(
    fc.property(fc.array(event, { maxLength: 20 }), (events) => {
      const packed = packEvents(events);
      expect(packed.count).toBe(events.length);
      expect(unpackEvents(packed)).toEqual(events);
    }),
    { numRuns: 50 },
  );
});

test('events keep their own facts, although equal ones are kept once', () => {
  const request = aRequest();
  const events = [
    stored({ referrer: 'https://www.google.com/' }, request),
    stored({ referrer: 'https://news.ycombinator.com/' }, request),
    stored({ referrer: 'https://www.google.com/' }, request),
  ];
  const sources = unpackEvents(packEvents(events)).map(({ facts }) => facts.source);
  expect(sources).toEqual(['Google', 'Hacker News', 'Google']);
});

test('a job of two thousand events takes less than a tenth of their JSON', () => {
  const events = Array.from({ length: 2_000 }, (_, index) =>
    stored({ page_url: `https://shop.example/products/${index % 40}` }),
  );
  expect(packEvents(events).sheet.length).toBeLessThan(JSON.stringify(events).length / 10);
});
