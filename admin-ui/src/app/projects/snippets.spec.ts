import { KEY_PLACEHOLDER, asSnippetTab, snippets } from './snippets';

describe('snippets', () => {
  const all = snippets('https://stats.example', 'pk_abc');

  it('fill in the key and the address of this installation everywhere', () => {
    expect(all.map(({ tab }) => tab)).toEqual(['script', 'module', 'curl']);
    for (const { code } of all) {
      expect(code).toContain('pk_abc');
      expect(code).toContain('https://stats.example/');
    }
  });

  it('give the script tag in one line, ready for a head element', () => {
    expect(all[0]?.code.split('\n')[0]).toBe(
      '<script defer src="https://stats.example/static/sdk/tracker.min.js" data-project="pk_abc"></script>',
    );
  });

  it('give a curl body that is JSON', () => {
    const body = /-d '([^']*)'/.exec(all[2]?.code ?? '')?.[1] ?? '';
    expect(JSON.parse(body)).toEqual({
      events: [{ event: 'signup', user_id: 'user-42', properties: { plan: 'pro' } }],
    });
  });

  it('show a placeholder while the key is not at hand', () => {
    for (const { code } of snippets('https://stats.example', null)) {
      expect(code).toContain(KEY_PLACEHOLDER);
    }
  });

  it('read an unknown tab of a URL as the first one', () => {
    expect(asSnippetTab('curl')).toBe('curl');
    expect(asSnippetTab('nonsense')).toBe('script');
    expect(asSnippetTab(undefined)).toBe('script');
  });
});
