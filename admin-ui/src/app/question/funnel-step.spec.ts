import {
  askedFunnelStep,
  decodeFunnelStep,
  encodeFunnelStep,
  type FunnelStep,
  readFunnelStep,
} from './funnel-step';

const steps: FunnelStep[] = [
  { kind: 'event', value: 'signup', filters: [] },
  {
    kind: 'page',
    value: '/a;b%3B,c: d*',
    filters: [
      { dimension: 'country', operator: 'is', values: ['DE', 'a;b,c%'] },
      { dimension: 'property:price; net', operator: 'gte', values: ['10'] },
      { named: 'cohort', id: 'one', without: true },
    ],
  },
];

describe('a step of a funnel', () => {
  it.each(steps)('comes back from the address and from the API as it was: $value', (step) => {
    expect(decodeFunnelStep(encodeFunnelStep(step))).toEqual(step);
    expect(readFunnelStep(askedFunnelStep(step))).toEqual(step);
  });

  it('reads like a sentence, and is asked with its filters', () => {
    const step = decodeFunnelStep('event:purchase;gte,property:amount,50');
    expect(step && askedFunnelStep(step)).toEqual({
      event: 'purchase',
      filters: [{ dimension: 'property:amount', operator: 'gte', values: ['50'] }],
    });
  });

  it('is nothing when a person made it up, and leaves out a filter that is none', () => {
    expect(decodeFunnelStep('click:here;is,country,DE')).toBeNull();
    expect(decodeFunnelStep('event:buy;drop,table')?.filters).toEqual([]);
    expect(readFunnelStep({ filters: [{ segment: 'one' }] })).toBeNull();
    expect(readFunnelStep({ event: 'buy', name: 'Buys' })).toBeNull();
  });
});
