import { highlight } from './highlight';

describe('highlighted code', () => {
  it('is the same text when joined again', () => {
    const code = '<!-- a --><script src="x">\nimport { a } from "b"; // c\n# d\ncurl \'e\'';
    expect(
      highlight(code)
        .map(({ text }) => text)
        .join(''),
    ).toBe(code);
  });

  it('takes no address for a comment', () => {
    const kinds = highlight('fetch("https://a.example/b#c")').map(({ kind }) => kind);
    expect(kinds).not.toContain('comment');
  });
});
