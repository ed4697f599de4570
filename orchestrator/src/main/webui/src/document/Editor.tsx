import { useRef } from 'react';
import type { DocumentCheck } from '../api/client';
import { State } from '../parts/Glyph';
import { lineOf, type Draft } from './text';

interface Props {
  draft: Draft;
  check: DocumentCheck | undefined;
  readOnly: boolean;
  change(text: string): void;
}

/** Whether the document can be saved as it is. */
export function Checked({ check }: { check: DocumentCheck | undefined }) {
  const errors = check?.errors ?? [];
  return (
    <div role="status" className="editor-check">
      {check === undefined ? (
        <span className="quiet">Checking …</span>
      ) : errors.length === 0 ? (
        <State look="unchanged" words="The document is valid." />
      ) : (
        <State
          look="failed"
          words={`${errors.length === 1 ? 'One error is' : `${errors.length} errors are`} listed below the text.`}
        />
      )}
    </div>
  );
}

/** The document as text, with what is wrong with it and where. */
export function Editor({ draft, check, readOnly, change }: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  const goTo = (line: number) => {
    const { current } = area;
    if (current !== null) {
      const start = draft.text.split('\n').slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
      current.focus();
      current.setSelectionRange(start, start + (draft.text.split('\n')[line - 1]?.length ?? 0));
      current.scrollTop = (line - 4) * (current.scrollHeight / draft.text.split('\n').length);
    }
  };
  const errors = check?.errors ?? [];
  return (
    <div className="editor">
      <textarea
        ref={area}
        className="mono"
        aria-label="The document as YAML"
        spellCheck={false}
        readOnly={readOnly}
        value={draft.text}
        onChange={(event) => change(event.target.value)}
      />
      {errors.length > 0 && (
        <ul className="editor-errors">
          {errors.map((error, index) => {
            const line = lineOf(draft, error.pointer ?? '');
            return (
              <li key={index}>
                <button type="button" className="chip" onClick={() => goTo(line)}>
                  line {line}
                </button>{' '}
                <span className="mono">{error.pointer}</span> {error.message}
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
