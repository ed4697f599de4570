import { useId, type ReactNode } from 'react';

interface Props {
  why: string;
  write(why: string): void;
  /** The button by which it is done. */
  children: ReactNode;
  /** Why that button can't be pressed yet. */
  missing?: string | undefined;
}

/** Asks why, beside the button of what is done in place. */
export function WhyField({ why, write, children, missing }: Props) {
  const id = useId();
  return (
    <div className="decision-why">
      <label className="quiet" htmlFor={id}>
        Reason, kept in the history (optional)
      </label>
      <div className="decision-give">
        <input id={id} type="text" value={why} maxLength={500} onChange={(event) => write(event.target.value)} />
        {children}
      </div>
      {missing !== undefined && <p className="quiet">{missing}</p>}
    </div>
  );
}
