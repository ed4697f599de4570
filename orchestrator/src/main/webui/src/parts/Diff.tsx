import { useMemo, useState } from 'react';
import { Button } from '@patternfly/react-core';
import { linesOf, pairsOf, type DiffLine, type Kind } from './diff';
import { useDiffLayout } from './DiffLayout';

/** Longer ones are cut until they are asked for. */
const SHOWN_LINES = 40;
const SIGNS: Record<Kind, string> = { add: '+', remove: '-', same: ' ', hunk: '', file: '' };

/** A diff, unified or side by side as its reader likes it; its signs tell as much as its colours. */
export function Diff({ text, label }: { text: string; label: string }) {
  const [open, setOpen] = useState(false);
  const { sideBySide } = useDiffLayout();
  const lines = useMemo(() => linesOf(text), [text]);
  const shown = open ? lines : lines.slice(0, SHOWN_LINES);
  return (
    <div className="diff">
      <div className="diff-box" tabIndex={0} role="region" aria-label={label}>
        {sideBySide ? <SideBySide lines={shown} /> : <Unified lines={shown} />}
      </div>
      {lines.length > shown.length && (
        <Button variant="link" onClick={() => setOpen(true)}>
          Show all {lines.length} lines
        </Button>
      )}
    </div>
  );
}

function Unified({ lines }: { lines: readonly DiffLine[] }) {
  return (
    <pre className="diff-unified">
      {lines.map((line, index) => (
        <span key={index} className={`diff-${line.kind}`}>
          {SIGNS[line.kind]}
          {line.text}
          {'\n'}
        </span>
      ))}
    </pre>
  );
}

function SideBySide({ lines }: { lines: readonly DiffLine[] }) {
  const pairs = useMemo(() => pairsOf(lines), [lines]);
  return (
    <table className="diff-sides">
      <thead className="visually-hidden">
        <tr>
          <th scope="col">As it is</th>
          <th scope="col">As it would be</th>
        </tr>
      </thead>
      <tbody>
        {pairs.map(({ over, left, right }, index) => (
          <tr key={index}>
            {over !== undefined ? (
              <td colSpan={2} className={`diff-${over.kind}`}>
                {over.text}
              </td>
            ) : (
              <>
                <Side line={left} />
                <Side line={right} />
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Side({ line }: { line: DiffLine | undefined }) {
  return line === undefined ? (
    <td className="diff-nothing" />
  ) : (
    <td className={`diff-${line.kind}`}>
      {SIGNS[line.kind]}
      {line.text}
    </td>
  );
}
