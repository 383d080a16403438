import { readFileSync } from 'node:fs';
import path from 'node:path';
import { codePieces, filledIn } from './sdk';
import { sdks } from './sdks';

const flat = (text: string) => text.replace(/\s+/g, ' ');
const guide = flat(readFileSync(path.resolve(process.cwd(), 'docs/sdks.md'), 'utf8'));
const chapter = (name: string) => guide.split(` ## ${name} `)[1]?.split(' ## ')[0] ?? '';

describe('the guide to SDKs', () => {
  it.each(sdks)('says of $name what the documentation says', ({ name, meanings, notes }) => {
    const own = name === 'RudderStack' ? chapter('Segment') : chapter(name);
    expect(meanings.filter((row) => !own.includes(`| ${row.join(' | ')} |`))).toEqual([]);
    // No row is left out: a table has a head and a line under it besides.
    expect(own.split(' | | ').length - 2).toBe(meanings.length);
    expect(notes.filter((note) => !guide.includes(note))).toEqual([]);
  });

  it.each(sdks)('changes in $name what the documentation changes', ({ name, ways }) => {
    const own = chapter(name);
    const plain = (lines: string) =>
      flat(lines)
        .replace('data-domain="KEY"', 'data-domain="shop.example"')
        .replace(', fetchRemoteConfig: false', '');
    expect(ways.filter(({ lines }) => !own.includes(plain(lines)))).toEqual([]);
  });

  it('fills in this installation and the key, a public one only into pages', () => {
    for (const way of sdks.flatMap(({ ways }) => ways)) {
      const code = filledIn(way, 'http://stats.example:8000', 'pk_abc');
      expect(code).toMatch(/stats\.example:8000/);
      expect(code).toContain(way.runs === 'page' ? 'pk_abc' : 'YOUR_SECRET_KEY');
      expect(code).not.toMatch(/HOST|'KEY|https/);
    }
  });

  it('tells code from words', () => {
    expect(codePieces('the `id` of a user')).toEqual(['the ', 'id', ' of a user']);
  });
});
