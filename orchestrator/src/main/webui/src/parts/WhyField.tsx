import { useId, type ReactNode } from 'react';

interface Props {
  why: string;
  write(why: string): void;
  /** The button by which it is done. */
  children: ReactNode;
}

/** Asks why, beside the button of what is done in place. */
export function WhyField({ why, write, children }: Props) {
  const id = useId();
  return (
    <div className="decision-why">
      <label className="quiet" htmlFor={id}>
        Why, for whoever reads the history (may stay empty)
      </label>
      <div className="decision-give">
        <input id={id} type="text" value={why} maxLength={500} onChange={(event) => write(event.target.value)} />
        {children}
      </div>
    </div>
  );
}
