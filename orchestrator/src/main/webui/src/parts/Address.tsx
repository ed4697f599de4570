import { Button } from '@patternfly/react-core';
import { useId, useState } from 'react';

/** The address of what is looked at, to send it to a colleague. */
export function Address({ of }: { of: string }) {
  const id = useId();
  const [said, setSaid] = useState('');
  const address = window.location.origin + window.location.pathname;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
      setSaid('Copied');
    } catch {
      // Where the page is served without TLS, the browser keeps the clipboard to itself.
      document.querySelector<HTMLInputElement>(`[id="${id}"]`)?.select();
      setSaid('Selected: copy it with Ctrl+C');
    }
  };
  return (
    <div className="address">
      <label className="quiet" htmlFor={id}>
        {of}
      </label>
      <input id={id} type="text" className="mono" readOnly value={address} onFocus={(event) => event.target.select()} />
      <Button variant="secondary" size="sm" onClick={() => void copy()}>
        Copy
      </Button>
      <span className="quiet" role="status">
        {said}
      </span>
    </div>
  );
}
