import { countLines } from './lines';

describe('a file of events', () => {
  it('has as many events as line ends, wherever it is cut', () => {
    const file = new TextEncoder().encode('{"a":1}\n{"b":2}\n{"c":3}\n');
    expect(countLines(file)).toBe(3);
    for (let cut = 0; cut <= file.length; cut++) {
      expect(countLines(file.slice(0, cut)) + countLines(file.slice(cut))).toBe(3);
    }
  });
});
