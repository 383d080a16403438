import { ImpossibleQuestion } from './analytics.errors.js';

/** A formula over series, of which the first is A: a closed language of numbers, letters, + - * / and brackets. */
export type Formula =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'series'; readonly index: number }
  | { readonly kind: 'negative'; readonly of: Formula }
  | { readonly kind: Operation; readonly left: Formula; readonly right: Formula };

type Operation = '+' | '-' | '*' | '/';

export const LONGEST_FORMULA = 200;
const DEEPEST = 20;
const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|([A-Z])|([-+*/()]))/y;

/**
 * Reads a formula over so many series. Throws `ImpossibleQuestion` that says where it cannot be understood.
 */
export function readFormula(text: string, series: number, pointer: string): Formula {
  return new FormulaReader(text, series, pointer).whole();
}

/** The value of a formula, to 12 digits; null where it divides by zero or a series has no value. */
export function evaluate(formula: Formula, series: readonly (number | null)[]): number | null {
  const value = exactly(formula, series);
  return value === null || !Number.isFinite(value) ? null : Number(value.toPrecision(12));
}

function exactly(formula: Formula, series: readonly (number | null)[]): number | null {
  if (formula.kind === 'number') return formula.value;
  if (formula.kind === 'series') return series[formula.index] ?? null;
  if (formula.kind === 'negative') {
    const value = exactly(formula.of, series);
    return value === null ? null : -value;
  }
  const left = exactly(formula.left, series);
  const right = exactly(formula.right, series);
  if (left === null || right === null) return null;
  switch (formula.kind) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0 ? null : left / right;
  }
}

interface Token {
  readonly text: string;
  /** Counted from 1. */
  readonly at: number;
}

class FormulaReader {
  private readonly tokens: readonly Token[];
  private next = 0;

  constructor(
    text: string,
    private readonly series: number,
    private readonly pointer: string,
  ) {
    this.tokens = this.split(text);
  }

  whole(): Formula {
    const formula = this.sum(0);
    const rest = this.tokens[this.next];
    if (rest !== undefined) this.refuse(rest, 'an operator or the end');
    return formula;
  }

  private sum(depth: number): Formula {
    let left = this.product(depth);
    for (let sign = this.take('+', '-'); sign; sign = this.take('+', '-')) {
      left = { kind: sign, left, right: this.product(depth) };
    }
    return left;
  }

  private product(depth: number): Formula {
    let left = this.factor(depth);
    for (let sign = this.take('*', '/'); sign; sign = this.take('*', '/')) {
      left = { kind: sign, left, right: this.factor(depth) };
    }
    return left;
  }

  private factor(depth: number): Formula {
    if (depth > DEEPEST) {
      throw new ImpossibleQuestion(this.pointer, `must not nest deeper than ${DEEPEST} levels`);
    }
    if (this.take('-')) return { kind: 'negative', of: this.factor(depth + 1) };
    if (this.take('(')) {
      const inner = this.sum(depth + 1);
      if (!this.take(')')) this.refuse(this.tokens[this.next], 'a closing bracket');
      return inner;
    }
    const token = this.tokens[this.next];
    const index = (token?.text.charCodeAt(0) ?? 0) - 65;
    if (token !== undefined && /^\d/.test(token.text)) {
      this.next += 1;
      return { kind: 'number', value: Number(token.text) };
    }
    if (index >= 0 && index < this.series) {
      this.next += 1;
      return { kind: 'series', index };
    }
    return this.refuse(token, `a number, a bracket or a series (${lettersOf(this.series)})`);
  }

  private take<Sign extends string>(...signs: Sign[]): Sign | null {
    const found = signs.find((sign) => sign === this.tokens[this.next]?.text);
    if (found === undefined) return null;
    this.next += 1;
    return found;
  }

  private split(text: string): Token[] {
    const tokens: Token[] = [];
    const end = text.trimEnd().length;
    for (let at = 0; at < end; at = TOKEN.lastIndex) {
      TOKEN.lastIndex = at;
      const token = TOKEN.exec(text)?.[0];
      if (token === undefined) {
        const gap = text.slice(at).length - text.slice(at).trimStart().length;
        const strange = { text: [...text.slice(at + gap)][0] ?? '', at: at + gap + 1 };
        return this.refuse(strange, 'a number, a series, + - * / or a bracket');
      }
      const trimmed = token.trimStart();
      tokens.push({ text: trimmed, at: at + token.length - trimmed.length + 1 });
    }
    return tokens;
  }

  private refuse(token: Token | undefined, expected: string): never {
    const where = token === undefined ? 'ends' : `has «${token.text}» at position ${token.at}`;
    throw new ImpossibleQuestion(this.pointer, `${where} where ${expected} belongs`);
  }
}

/** `A`, or `A to C`. */
function lettersOf(series: number): string {
  return series === 1 ? 'A' : `A to ${letterOf(series - 1)}`;
}

/** What a series is called: A is the first. */
export function letterOf(index: number): string {
  return String.fromCharCode(65 + index);
}
