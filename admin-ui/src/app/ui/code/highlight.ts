export interface Piece {
  readonly text: string;
  readonly kind: 'plain' | 'comment' | 'string' | 'word';
}

const PIECES =
  /(?<comment><!--[\s\S]*?-->|(?:^|(?<=\s))(?:\/\/|#)[^\n]*)|(?<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(?<word><\/?[a-z][\w-]*|\b(?:import|from|const|await|new|curl|npm)\b)/gm;

/** Cuts HTML, JavaScript or shell into pieces by colour; joined again they are the same text. */
export function highlight(code: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of code.matchAll(PIECES)) {
    if (match.index > end) pieces.push({ text: code.slice(end, match.index), kind: 'plain' });
    pieces.push({ text: match[0], kind: kindOf(match) });
    end = match.index + match[0].length;
  }
  if (end < code.length) pieces.push({ text: code.slice(end), kind: 'plain' });
  return pieces;
}

function kindOf(match: RegExpExecArray): Piece['kind'] {
  if (match.groups?.['comment'] !== undefined) return 'comment';
  return match.groups?.['string'] !== undefined ? 'string' : 'word';
}
