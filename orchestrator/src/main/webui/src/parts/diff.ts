/** What a line of a diff says. */
export type Kind = 'file' | 'hunk' | 'add' | 'remove' | 'same';

export interface DiffLine {
  kind: Kind;
  /** Without its sign, where it has one. */
  text: string;
}

/** One row of two columns; a side without a line has nothing at that place. */
export interface DiffPair {
  /** A line over both columns: where in the file the rest is. */
  over?: DiffLine;
  left?: DiffLine;
  right?: DiffLine;
}

function lineOf(line: string, inside: boolean): DiffLine {
  if (line.startsWith('@@')) {
    return { kind: 'hunk', text: line };
  }
  if (!inside) {
    return { kind: 'file', text: line };
  }
  const kind: Kind = line.startsWith('+') ? 'add' : line.startsWith('-') ? 'remove' : 'same';
  return { kind, text: kind === 'same' && !line.startsWith(' ') ? line : line.slice(1) };
}

/** The lines of a unified diff. Before the first hunk stand the names of the files. */
export function linesOf(text: string): DiffLine[] {
  const lines = text.replace(/\n$/, '').split('\n');
  const first = lines.findIndex((line) => line.startsWith('@@'));
  return lines.map((line, index) =>
    lineOf(line, first === -1 ? !line.startsWith('+++') && !line.startsWith('---') : index >= first),
  );
}

/** The same side by side: what is removed stands beside what is put in its place. */
export function pairsOf(lines: readonly DiffLine[]): DiffPair[] {
  const pairs: DiffPair[] = [];
  let removed: DiffLine[] = [];
  let added: DiffLine[] = [];
  const flush = () => {
    for (let i = 0; i < Math.max(removed.length, added.length); i++) {
      const [left, right] = [removed[i], added[i]];
      pairs.push({ ...(left !== undefined && { left }), ...(right !== undefined && { right }) });
    }
    removed = [];
    added = [];
  };
  for (const line of lines) {
    switch (line.kind) {
      case 'remove':
        removed.push(line);
        break;
      case 'add':
        added.push(line);
        break;
      case 'same':
        flush();
        pairs.push({ left: line, right: line });
        break;
      case 'hunk':
      case 'file':
        flush();
        pairs.push({ over: line });
        break;
    }
  }
  flush();
  return pairs;
}
