import fc from 'fast-check';
import {
  dimensions,
  operators,
  type Condition,
  type Deed,
  type Filter,
  type FilterDimension,
} from '../../src/events/tally.js';

/** Built-in dimensions, and the properties that `generated.ts` gives to events. */
export const generatedDimension: fc.Arbitrary<FilterDimension> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<FilterDimension>(...dimensions) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<FilterDimension>(
      'property:plan',
      'property:amount',
      'property:flag',
      "property:it's",
      'property:nowhere',
    ),
  },
);

/** Values that occur, parts of them, and characters that mean something to SQL. */
const word = fc.constantFrom(
  ...['Google', 'goo', 'DE', '/pricing', '/', 'signup', 'user-1', 'user-of-0', 'Firefox', 'été'],
  ...[
    'mobile',
    'acme',
    'team:7',
    'pro',
    'FREE',
    'true',
    '12',
    '1.5',
    '',
    '%',
    '_',
    '\\',
    'page_view',
    'nowhere',
  ],
  ...["'; DROP TABLE events; --", '{"a": 1}', '[]'],
);
const pattern = fc.constantFrom('*', '/*', '*i*', 'G*gle', '/pri*ing', '**', '%*', '*_*', 'user-*');
const number = fc.constantFrom('0', '-3', '1.5', '7', '12', '1e2');

export const generatedCondition: fc.Arbitrary<Condition> = fc
  .tuple(generatedDimension, fc.constantFrom(...operators))
  .chain(([dimension, operator]) => {
    const value =
      operator === 'matches' ? fc.oneof(word, pattern) : /^[gl]te?$/.test(operator) ? number : word;
    return fc.record({
      dimension: fc.constant(dimension),
      operator: fc.constant(operator),
      values: fc.array(value, { minLength: 1, maxLength: 3 }),
    });
  });

const deedOf = (filter: fc.Arbitrary<Filter>): fc.Arbitrary<Deed> =>
  fc.record({
    filters: fc.array(filter, { minLength: 1, maxLength: 2 }),
    count: fc.oneof(
      { weight: 2, arbitrary: fc.constant<Deed['count']>({ operator: 'gte', value: 1 }) },
      {
        weight: 1,
        arbitrary: fc.record({
          operator: fc.constantFrom('gte' as const, 'lte' as const, 'is' as const),
          value: fc.integer({ min: 1, max: 4 }),
        }),
      },
    ),
    range: fc.constant(null),
  });

/** What people in generated histories often do. */
const often: fc.Arbitrary<Filter> = fc.constantFrom<Filter>(
  { dimension: 'event', operator: 'is', values: ['purchase'] },
  { dimension: 'event', operator: 'is', values: ['signup'] },
  { dimension: 'page', operator: 'is', values: ['/pricing'] },
  { dimension: 'property:amount', operator: 'gt', values: ['1'] },
);

/** Has done, or has not; perhaps by whoever has done, or has not done, something else. */
export const generatedDeed: fc.Arbitrary<Filter> = fc
  .tuple(fc.boolean(), fc.boolean(), deedOf(fc.oneof(often, generatedCondition)), often)
  .chain(([not, nested, deed, other]) => {
    const inner: Deed = { filters: [other], count: { operator: 'gte', value: 1 }, range: null };
    const filters = nested
      ? [...deed.filters, not ? { did: inner } : { not: { did: inner } }]
      : deed.filters;
    return fc.constant<Filter>(
      not ? { not: { did: { ...deed, filters } } } : { did: { ...deed, filters } },
    );
  });

/** Conditions, alternatives, deeds and all of them nested. */
export const generatedFilter: fc.Arbitrary<Filter> = fc.oneof(
  { weight: 3, arbitrary: generatedCondition },
  { weight: 2, arbitrary: generatedDeed },
  {
    weight: 2,
    arbitrary: fc.record({
      or: fc.array(fc.oneof({ weight: 3, arbitrary: generatedCondition }, generatedDeed), {
        maxLength: 3,
      }),
    }),
  },
  { weight: 1, arbitrary: generatedCondition.map((not): Filter => ({ not })) },
  {
    weight: 1,
    arbitrary: fc.record({
      and: fc.array(
        fc.record({ or: fc.array(generatedCondition, { minLength: 1, maxLength: 2 }) }),
        { maxLength: 2 },
      ),
    }),
  },
);

const one = (
  dimension: FilterDimension,
  operator: Condition['operator'],
  value: string,
): Filter[] => [{ dimension, operator, values: [value] }];

/** What a step of a funnel may ask for: things that people in generated histories often do. */
export const generatedStep: fc.Arbitrary<readonly Filter[]> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom<readonly Filter[]>(
      one('event', 'is', 'signup'),
      one('event', 'is', 'purchase'),
      one('event', 'is', 'page_view'),
      one('page', 'is', '/'),
      one('page', 'matches', '/p*'),
      one('property:amount', 'gt', '1'),
      [...one('event', 'is', 'signup'), ...one('property:plan', 'is_set', '')],
      [],
    ),
  },
  { weight: 1, arbitrary: fc.array(generatedFilter, { minLength: 1, maxLength: 2 }) },
);
