import fc from 'fast-check';
import { readEvent } from '../src/ingest/door/read-event.js';
import { Refused } from '../src/ingest/door/rejection.js';
import { NOON } from './support/arrivals.js';

const read = (event: unknown) => readEvent(event, NOON);

function refusal(event: unknown): string {
  try {
    read(event);
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
  return 'none';
}

const nested = (depth: number): object => (depth === 1 ? { x: 1 } : { x: nested(depth - 1) });
const wide = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i}`, i]));

describe('an event is refused by name', () => {
  it.each([
    ['not_an_object', 5],
    ['not_an_object', null],
    ['not_an_object', []],
    ['not_an_object', 'page_view'],
    ['name_missing', {}],
    ['name_missing', { event: '' }],
    ['name_missing', { event: '  ' }],
    ['name_missing', { event: '\u0000' }],
    ['wrong_type', { event: 7 }],
    ['wrong_type', { event: 'a', properties: [] }],
    ['wrong_type', { event: 'a', properties: 'x' }],
    ['wrong_type', { event: 'a', user_id: {} }],
    ['wrong_type', { event: 'a', interactive: 'no' }],
    ['wrong_type', { event: 'a', timestamp: {} }],
    ['name_too_long', { event: 'a'.repeat(201) }],
    ['name_too_long', { event: 'a', properties: { ['p'.repeat(201)]: 1 } }],
    ['id_too_long', { event: 'a', user_id: 'u'.repeat(257) }],
    ['id_too_long', { event: 'a', event_id: 'u'.repeat(257) }],
    ['time_unreadable', { event: 'a', timestamp: 'yesterday' }],
    ['time_unreadable', { event: 'a', timestamp: 1e300 }],
    ['user_missing', { event: '$identify', traits: {} }],
    ['string_too_long', { event: 'a', properties: { x: 'x'.repeat(8_193) } }],
    ['string_too_long', { event: 'a', page_url: 'x'.repeat(8_193) }],
    ['too_many_properties', { event: 'a', properties: wide(257) }],
    ['too_deep', { event: 'a', properties: nested(11) }],
    ['event_too_large', { event: 'a', properties: { x: Array(5).fill('x'.repeat(8_000)) } }],
  ])('%s', (code, event) => expect(refusal(event)).toBe(code));
});

describe('an event at a limit is taken', () => {
  it.each([
    ['a name of 200', { event: 'a'.repeat(200) }],
    ['256 properties', { event: 'a', properties: wide(256) }],
    ['depth 10', { event: 'a', properties: nested(10) }],
    ['a string of 8,192', { event: 'a', properties: { x: 'x'.repeat(8_192) } }],
    ['nulls beyond 256', { event: 'a', properties: { ...wide(256), more: null, most: null } }],
    ['nulls everywhere', { event: 'a', user_id: null, properties: null, referrer: null }],
    ['unknown fields', { event: 'a', whatever: [1, 2], library: { name: 'x' } }],
  ])('%s', (_name, event) => expect(refusal(event)).toBe('none'));
});

describe('what a database cannot store', () => {
  it('is cleaned in names, values, keys and nested places', () => {
    const event = read({
      event: 'a\u0000b',
      user_id: 'u\ud800',
      properties: { 'k\u0000': 'v\u0000', list: ['\udc00', { deep: '\u0000x' }] },
    });
    expect(event.name).toBe('ab');
    expect(event.userId).toBe('u\ufffd');
    expect(event.properties).toEqual({ k: 'v', list: ['\ufffd', { deep: 'x' }] });
  });

  it('never leaves the door, whatever is sent', () => {
    fc.assert(
      fc.property(
        fc.json({ stringUnit: 'binary' }),
        fc.string({ unit: 'binary' }),
        (json, name) => {
          let event: unknown;
          try {
            event = read({ event: name || 'a', properties: { x: JSON.parse(json) as unknown } });
          } catch (error) {
            expect(error).toBeInstanceOf(Refused);
            return;
          }
          const text = JSON.stringify(event);
          expect(text).not.toContain('\\u0000');
          expect(text).not.toMatch(/\\ud[89a-f]/i);
        },
      ),
    );
  });

  it('cannot reach a prototype', () => {
    const event = read(JSON.parse('{"event":"a","properties":{"__proto__":{"x":1},"y":2}}'));
    expect(event.properties).toEqual({ y: 2 });
    expect(Object.getPrototypeOf(event.properties)).toBe(Object.prototype);
  });
});

describe('ids', () => {
  it('are kept when they are UUIDs, made of the text when not, and new when absent', () => {
    const uuid = '019AB1C2-7d3e-7a10-8f21-3b6f0c9d2e11';
    expect(read({ event: 'a', event_id: uuid }).id).toBe(uuid.toLowerCase());
    const order = read({ event: 'a', event_id: 'order-7' }).id;
    expect(order).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5/);
    expect(read({ event: 'b', event_id: 'order-7' }).id).toBe(order);
    const [one, two] = [read({ event: 'a' }).id, read({ event: 'a' }).id];
    expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    expect(one).not.toBe(two);
  });

  it('of people may be numbers, and distinct_id is another word for user_id', () => {
    expect(read({ event: 'a', user_id: 42 }).userId).toBe('42');
    expect(read({ event: 'a', distinct_id: 'd' }).userId).toBe('d');
    expect(read({ event: 'a', user_id: '', distinct_id: '' }).userId).toBeNull();
  });
});

describe('kinds', () => {
  it.each([
    ['page_view', 'page_view', true],
    ['anything', 'custom', true],
    ['web_vital', 'custom', false],
    ['scroll', 'custom', false],
    ['js_error', 'custom', false],
    ['engagement', 'engagement', false],
    ['$group', 'identify', false],
    ['constructor', 'custom', true],
  ])('%s is %s, interactive: %s', (name, kind, interactive) => {
    expect(read({ event: name })).toMatchObject({ kind, interactive });
  });

  it('identify carries who it is', () => {
    const event = read({ event: '$identify', user_id: 'u', traits: { plan: 'pro' } });
    expect(event).toMatchObject({ kind: 'identify', userId: 'u', traits: { plan: 'pro' } });
  });

  it('engagement tells at most five minutes at a time', () => {
    const ping = (engaged_ms: unknown) =>
      read({ event: 'engagement', properties: { engaged_ms } }).engagedMs;
    expect(ping(5_000.4)).toBe(5_000);
    expect(ping(3_600_000)).toBe(300_000);
    expect([ping(-1), ping('x'), ping(undefined)]).toEqual([0, 0, 0]);
  });

  it('an event is not interactive when its sender says so', () => {
    expect(read({ event: 'autosave', interactive: false }).interactive).toBe(false);
  });

  it('signed_out holds only where nobody is named', () => {
    expect(read({ event: 'a', signed_out: true }).signedOut).toBe(true);
    expect(read({ event: 'a', signed_out: true, user_id: 'u' }).signedOut).toBe(false);
  });
});
