import fc from 'fast-check';
import {
  dimensions,
  operators,
  type Condition,
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
  ...['mobile', 'pro', 'FREE', 'true', '12', '1.5', '', '%', '_', '\\', 'page_view', 'nowhere'],
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

/** Conditions, alternatives and both nested. */
export const generatedFilter: fc.Arbitrary<Filter> = fc.oneof(
  generatedCondition,
  fc.record({ or: fc.array(generatedCondition, { maxLength: 3 }) }),
  fc.record({
    and: fc.array(fc.record({ or: fc.array(generatedCondition, { minLength: 1, maxLength: 2 }) }), {
      maxLength: 2,
    }),
  }),
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
