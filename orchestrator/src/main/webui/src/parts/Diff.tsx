import { useState } from 'react';
import { Button } from '@patternfly/react-core';

/** Longer ones are cut until they are asked for. */
const SHOWN_LINES = 40;

function kind(line: string): string {
  if (line.startsWith('+++') || line.startsWith('---')) {
    return 'file';
  }
  if (line.startsWith('@@')) {
    return 'hunk';
  }
  return line.startsWith('+') ? 'add' : line.startsWith('-') ? 'remove' : 'same';
}

/** A unified diff; its signs tell as much as its colours. */
export function Diff({ text, label }: { text: string; label: string }) {
  const [open, setOpen] = useState(false);
  const lines = text.replace(/\n$/, '').split('\n');
  const shown = open ? lines : lines.slice(0, SHOWN_LINES);
  return (
    <div className="diff">
      <pre tabIndex={0} role="region" aria-label={label}>
        {shown.map((line, index) => (
          <span key={index} className={`diff-${kind(line)}`}>
            {line}
            {'\n'}
          </span>
        ))}
      </pre>
      {lines.length > shown.length && (
        <Button variant="link" onClick={() => setOpen(true)}>
          Show all {lines.length} lines
        </Button>
      )}
    </div>
  );
}
