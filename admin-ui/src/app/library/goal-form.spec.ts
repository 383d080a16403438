import type { Goal } from '../api/models';
import { draftOfGoal, valuesOfGoal } from './goal-form';

const made = { id: '01', created_at: '', updated_at: '' };
const goals: Goal[] = [
  { ...made, name: 'Purchase', event: 'purchase', value: { property: 'amount' } },
  {
    ...made,
    name: 'Thanks',
    page: '/thanks*',
    filters: [{ dimension: 'country', operator: 'is', values: ['DE'] }],
    value: { fixed: 9.9 },
    currency: { fixed: 'EUR', property: 'currency' },
  },
  { ...made, name: 'Any', filters: [{ or: [{ dimension: 'page', values: ['/'] }] }] },
];

describe('the form of a goal', () => {
  it.each(goals)('leaves the goal «$name» as it was', (goal) => {
    expect({ ...made, ...draftOfGoal(valuesOfGoal(goal)) }).toEqual(goal);
  });

  it('takes amounts and currencies as people write them', () => {
    const values = {
      ...valuesOfGoal(null),
      name: ' Lead ',
      what: 'lead ',
      worth: 'fixed' as const,
    };
    expect(draftOfGoal({ ...values, amount: ' 9,90', currency: 'eur' })).toEqual({
      name: 'Lead',
      event: 'lead',
      value: { fixed: 9.9 },
      currency: { fixed: 'EUR' },
    });
  });
});
