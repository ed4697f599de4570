import type { ReactNode } from 'react';
import type { Found } from './findings';

/** More of the places of one finding are counted only. */
const SHOWN = 12;

interface OneProps {
  found: Found;
  choose(step: string): void;
  /** What can be done about it. */
  children?: ReactNode;
}

/** What was found, and where. */
export function FoundThere({ found: { finding, steps }, choose, children }: OneProps) {
  return (
    <div className={`note note-${finding.severity}`}>
      <span className="chips">
        <span className="code">{finding.code}</span>
        {steps.slice(0, SHOWN).map((step) => (
          <button key={step.name} type="button" className="chip" title={step.name} onClick={() => choose(step.name)}>
            {step.node}
          </button>
        ))}
        {steps.length > SHOWN && <span className="quiet">and {steps.length - SHOWN} more</span>}
      </span>
      <span className="told">{finding.message}</span>
      {finding.next !== '' && <span className="quiet told">{finding.next}</span>}
      {children}
    </div>
  );
}

interface Props {
  title: string;
  found: readonly Found[];
  choose(step: string): void;
}

/** What people should know of a plan. */
export function PlanFindings({ title, found, choose }: Props) {
  return found.length === 0 ? null : (
    <section className="card panel plan-node" aria-label={title}>
      <h2>
        {title} ({found.length})
      </h2>
      {found.map((one, index) => (
        <FoundThere key={index} found={one} choose={choose} />
      ))}
    </section>
  );
}
