import { isMap, isScalar, LineCounter, parseDocument, type Document } from 'yaml';

/** A document as text, read so that a change of one field leaves all else, comments included, as it was written. */
export interface Draft {
  text: string;
  yaml: Document;
  lines: LineCounter;
}

export function draftOf(text: string): Draft {
  const lines = new LineCounter();
  return { text, yaml: parseDocument(text, { lineCounter: lines, keepSourceTokens: true }), lines };
}

/** Whether the form can show it: as long as the text is YAML with fields. */
export function isReadable({ yaml }: Draft): boolean {
  return yaml.errors.length === 0 && isMap(yaml.contents);
}

type Path = readonly (string | number)[];

export function textAt({ yaml }: Draft, path: Path): string {
  const value: unknown = yaml.getIn(path);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

export function listAt({ yaml }: Draft, path: Path): string[] {
  const value: unknown = yaml.getIn(path, true);
  const plain: unknown = isNode(value) ? value.toJSON() : value;
  return Array.isArray(plain) ? plain.map(String) : [];
}

function isNode(value: unknown): value is { toJSON(): unknown } {
  return typeof value === 'object' && value !== null && 'toJSON' in value;
}

/** The names of a map's fields, in the order in which they are written. */
export function namesAt({ yaml }: Draft, path: Path): string[] {
  const value: unknown = yaml.getIn(path, true);
  return isMap(value) ? value.items.map((item) => String(isScalar(item.key) ? item.key.value : item.key)) : [];
}

/** The text after one change. */
export function changed(draft: Draft, change: (yaml: Document) => void): string {
  const copy = draft.yaml.clone();
  change(copy);
  return copy.toString({ lineWidth: 0, flowCollectionPadding: false });
}

export function withText(draft: Draft, path: Path, value: string): string {
  return changed(draft, (yaml) => {
    if (value === '') {
      yaml.deleteIn(path);
    } else {
      yaml.setIn(path, value);
    }
  });
}

/** In which line something is, or would be: that of the nearest field around it. Lines count from 1. */
export function lineOf({ yaml, lines }: Draft, pointer: string): number {
  const path = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  for (let length = path.length; length > 0; length--) {
    const owner: unknown = length === 1 ? yaml.contents : yaml.getIn(path.slice(0, length - 1), true);
    const name = path[length - 1];
    if (isMap(owner)) {
      const item = owner.items.find(({ key }) => isScalar(key) && String(key.value) === name);
      if (item !== undefined && isScalar(item.key) && item.key.range) {
        return lines.linePos(item.key.range[0]).line;
      }
    }
  }
  return 1;
}
