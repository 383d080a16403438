import { localize } from './localize';
import { say } from './say';

function speak(words: Record<string, string>): void {
  globalThis.consoleWords = words;
}

describe('words of another language', () => {
  afterEach(() => speak({}));

  it('stay English where nothing is known', () => {
    expect(localize`Hello ${'Ada'}:INTERPOLATION:!`).toBe('Hello Ada!');
    expect(say('{0} new', 3)).toBe('3 new');
  });

  it('may stand in another order', () => {
    speak({
      '{$START_LINK}See why{$CLOSE_LINK} {$NAME}': '{$NAME}: {$START_LINK}warum{$CLOSE_LINK}',
    });
    const text = localize`${'<a>'}:START_LINK:See why${'</a>'}:CLOSE_LINK:
      ${'Ada'}:NAME:`;
    expect(text).toBe('Ada: <a>warum</a>');
  });

  it('keep the blank that parts them from what follows', () => {
    speak({ used: 'benutzt' });
    expect(localize`used `).toBe('benutzt ');
  });

  it('know a text by its words, not by what it is about', () => {
    speak({ Open: 'Öffnen' });
    expect(localize`:of a file|a button@@open:Open`).toBe('Öffnen');
  });
});
