import {
  carriedAddress,
  comparisonParameters,
  firstQuestion,
  readQuestion,
  scopeParameters,
  writeQuestion,
} from './question';
import type { AddressChange, Question } from './question';

function address(change: AddressChange): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(change)) {
    for (const one of value === null ? [] : [value].flat()) parameters.append(name, one);
  }
  return parameters;
}

const questions: Record<string, Question> = {
  'the first question': firstQuestion,
  'every part set': {
    range: { kind: 'between', from: '2026-11-01', to: '2026-11-08' },
    interval: 'hour',
    comparison: { kind: 'year', matchWeekday: true },
    filters: [
      { dimension: 'country', operator: 'is', values: ['DE', 'FR'] },
      { dimension: 'page', operator: 'contains', values: ['a,b%2C&f=is'] },
      { dimension: 'referrer', operator: 'is_not_set', values: [] },
    ],
    metric: 'bounce_rate',
  },
  'a stretch of hours against another': {
    ...firstQuestion,
    range: { kind: 'between', from: '2026-11-24T09:00', to: '2026-11-24T12:00' },
    comparison: { kind: 'custom', span: { from: '2026-11-17T09:00', to: '2026-11-17T12:00' } },
  },
  'no comparison': { ...firstQuestion, comparison: { kind: 'off' } },
};

describe('question and address', () => {
  it.each(Object.entries(questions))('%s survives the address bar', (_name, question) => {
    const text = address(writeQuestion(question)).toString();
    expect(readQuestion(new URLSearchParams(text))).toEqual(question);
  });

  it('keeps the address empty for the first question', () => {
    expect(address(writeQuestion(firstQuestion)).toString()).toBe('');
  });

  it('goes along to another page with range, comparison and filters, and nothing of one page', () => {
    const kept = 'period=28d&compare=year&match_weekday=true&f=is%2Ccountry%2CDE&f=segment%2C01';
    const own = '&metric=visits&interval=hour&s=event%3Abuy&row=7&search=x&open=page&period=30d';
    const carried = carriedAddress(new URLSearchParams(kept + own));
    expect(address(carried).toString()).toBe(kept);
  });

  it('answers nonsense with the first question', () => {
    const nonsense =
      'period=eternity&from=2026-13-99&to=x&interval=second&compare=custom&f=drop,table&metric=__proto__';
    expect(readQuestion(new URLSearchParams(nonsense))).toEqual(firstQuestion);
  });

  it('does not take a range that ends before it begins', () => {
    expect(readQuestion(new URLSearchParams('from=2026-11-08&to=2026-11-01')).range).toEqual(
      firstQuestion.range,
    );
  });
});

describe('question and API', () => {
  it('lets the server resolve presets', () => {
    expect(scopeParameters(firstQuestion, 'Asia/Kathmandu')).toEqual({ period: '7d' });
  });

  it('asks for custom days from midnight to midnight of the project', () => {
    const question = questions['every part set'] ?? firstQuestion;
    expect(scopeParameters(question, 'Asia/Kathmandu')).toMatchObject({
      start: '2026-10-31T18:15:00.000Z',
      end: '2026-11-07T18:15:00.000Z',
    });
  });

  it('keeps the days of a clock change whole', () => {
    const question: Question = {
      ...firstQuestion,
      range: { kind: 'between', from: '2026-10-04', to: '2026-10-05' },
    };
    expect(scopeParameters(question, 'Australia/Lord_Howe')).toEqual({
      start: '2026-10-03T13:30:00.000Z',
      end: '2026-10-04T13:00:00.000Z',
    });
  });

  it('compares only where there is something to compare with', () => {
    const all: Question = { ...firstQuestion, range: { kind: 'preset', preset: 'all' } };
    expect(comparisonParameters(all, 'UTC')).toEqual({});
    expect(comparisonParameters({ ...firstQuestion, comparison: { kind: 'off' } }, 'UTC')).toEqual(
      {},
    );
    expect(comparisonParameters(firstQuestion, 'UTC')).toEqual({ compare: 'previous' });
  });
});
