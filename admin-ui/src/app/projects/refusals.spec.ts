import { refusalText } from './refusals';

describe('a refusal', () => {
  it('says what it means', () => {
    expect(refusalText('bot').title).toBe('Known bots');
  });

  it('of a newer server reads as its code', () => {
    expect(refusalText('too_salty')).toEqual({ title: 'Too salty', text: '' });
  });
});
