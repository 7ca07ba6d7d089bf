/** Reads RFC 4180 text strictly, as another program would. @throws Error where a strict reader would stop */
export function parseCsv(text: string): string[][] {
  if (!text.startsWith('\uFEFF')) throw new Error('no byte order mark');
  const rows: string[][] = [];
  let at = 1;
  while (at < text.length) {
    const row: string[] = [];
    for (;;) {
      const [cell, end] = text[at] === '"' ? quoted(text, at) : plain(text, at);
      row.push(cell);
      at = end;
      if (text[at] !== ',') break;
      at += 1;
    }
    if (!text.startsWith('\r\n', at)) throw new Error(`a line without its end at ${at}`);
    at += 2;
    rows.push(row);
  }
  return rows;
}

function quoted(text: string, start: number): [string, number] {
  let cell = '';
  for (let at = start + 1; ; at += 1) {
    if (at >= text.length) throw new Error(`a quote without its end at ${start}`);
    if (text[at] !== '"') cell += text[at];
    else if (text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else return [cell, at + 1];
  }
}

function plain(text: string, start: number): [string, number] {
  const [cell = ''] = /^[^",\r\n]*/.exec(text.slice(start, start + 10_000)) ?? [];
  return [cell, start + cell.length];
}
