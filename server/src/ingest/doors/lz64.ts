/** What lz-string's `compressToBase64` wrote, as clients of some years ago send it. */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=';
const BITS_A_SIGN = 6;
// What the first code of a character means.
const [BYTE, TWO_BYTES, END] = [0, 1, 2];

/** Reads codes of a varying number of bits; a sign has its highest bit first, a code its lowest. */
class Bits {
  private at = 0;

  constructor(private readonly text: string) {}

  get ended(): boolean {
    return this.at > this.text.length * BITS_A_SIGN;
  }

  code(bits: number): number {
    let code = 0;
    for (let bit = 0; bit < bits; bit += 1) {
      const sign = ALPHABET.indexOf(this.text[Math.floor(this.at / BITS_A_SIGN)] ?? 'A');
      const weight = BITS_A_SIGN - 1 - (this.at % BITS_A_SIGN);
      code += ((sign >> weight) & 1) * 2 ** bit;
      this.at += 1;
    }
    return code;
  }
}

/** The texts that codes stand for; with every one learned, codes may have to get longer. */
class Dictionary {
  // The first three codes are instructions.
  private readonly texts: string[] = ['', '', ''];
  private room = 4;
  width = 3;

  get size(): number {
    return this.texts.length;
  }

  find(code: number): string | undefined {
    return code > END ? this.texts[code] : undefined;
  }

  start(character: string): void {
    this.texts.push(character);
  }

  learn(text: string): void {
    this.texts.push(text);
    this.room -= 1;
    if (this.room > 0) return;
    this.room = 2 ** this.width;
    this.width += 1;
  }
}

/** The text that was compressed; null when this is none, or more than `most` characters of it. */
export function readLz64(base64: string, most: number): string | null {
  const bits = new Bits(base64);
  const dictionary = new Dictionary();
  const begin = bits.code(2);
  if (begin === END) return '';
  const first = characterOf(begin, bits);
  if (first === null) return null;
  dictionary.start(first);
  let last: string = first;
  const parts = [last];
  let length = last.length;
  while (!bits.ended) {
    let code = bits.code(dictionary.width);
    if (code === END) return parts.join('');
    const character = characterOf(code, bits);
    if (character !== null) {
      code = dictionary.size;
      dictionary.learn(character);
    }
    // A code that is only about to be known stands for the text before it and that text's first character.
    const next: string | undefined =
      code === dictionary.size ? last + last.charAt(0) : dictionary.find(code);
    if (next === undefined) return null;
    length += next.length;
    if (length > most) return null;
    parts.push(next);
    dictionary.learn(last + next.charAt(0));
    last = next;
  }
  return null;
}

function characterOf(instruction: number, bits: Bits): string | null {
  if (instruction !== BYTE && instruction !== TWO_BYTES) return null;
  return String.fromCharCode(bits.code(instruction === BYTE ? 8 : 16));
}
