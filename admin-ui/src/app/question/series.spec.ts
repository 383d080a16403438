import {
  askedSeries,
  decodeFormula,
  decodeSeries,
  encodeFormula,
  encodeSeries,
  readSeries,
  type Series,
} from './series';

const all: Series[] = [
  { metric: 'visitors', kind: 'any', value: '', filters: [] },
  {
    metric: 'sum:price; net',
    kind: 'page',
    value: '/a;b%3B,c*',
    filters: [
      { dimension: 'country', operator: 'is', values: ['DE', 'a;b,c'] },
      { named: 'cohort', id: 'one', without: true },
    ],
  },
];

describe('a series', () => {
  it.each(all)('comes back from the address and from the API as it was: $metric', (series) => {
    expect(decodeSeries(encodeSeries(series))).toEqual(series);
    expect(readSeries(askedSeries(series))).toEqual(series);
  });

  it('is nothing when a person made it up', () => {
    expect(decodeSeries('shoes;event:x')).toBeNull();
    expect(decodeSeries('visitors;click:x')).toBeNull();
  });
});

describe('a formula', () => {
  it('comes back from the address with its name', () => {
    for (const formula of [
      { formula: 'B / A * 100', name: '' },
      { formula: '(A + B) / 2', name: 'Half; 50%' },
    ]) {
      expect(decodeFormula(encodeFormula(formula))).toEqual(formula);
    }
  });
});
