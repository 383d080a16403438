/** Lines of cells, read as RFC 4180 says, character by character; throws for what is none. */
export function readCsv(text: string): string[][] {
  const lines: string[][] = [];
  let at = 0;
  while (at < text.length) {
    const line: string[] = [];
    for (;;) {
      let cell = '';
      if (text[at] === '"') {
        at += 1;
        while (text[at] !== '"' || text[at + 1] === '"') {
          if (at >= text.length) throw new Error('a quote is not closed');
          cell += text[at] ?? '';
          at += text[at] === '"' ? 2 : 1;
        }
        at += 1;
      } else {
        while (at < text.length && text[at] !== ',' && text[at] !== '\r' && text[at] !== '\n') {
          if (text[at] === '"') throw new Error('a quote inside of a bare cell');
          cell += text[at] ?? '';
          at += 1;
        }
      }
      line.push(cell);
      if (text[at] !== ',') break;
      at += 1;
    }
    if (text.slice(at, at + 2) !== '\r\n') throw new Error(`no line end at ${at}`);
    at += 2;
    lines.push(line);
  }
  return lines;
}

/** The same as objects, by the names of the first line. */
export function readCsvRows(text: string): Record<string, string>[] {
  const [names = [], ...lines] = readCsv(text);
  return lines.map((line) => {
    if (line.length !== names.length) throw new Error('a line of another length');
    return Object.fromEntries(names.map((name, index) => [name, line[index] ?? '']));
  });
}
