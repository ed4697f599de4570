import { useId } from 'react';
import type { Finding, Saga, Step } from '../api/client';
import { Fingerprints } from './Fingerprints';

const NAMED = 8;

interface Props {
  saga: Saga;
  finding: Finding;
  /** The steps that stopped at it; one decision is for all of them. */
  steps: readonly Step[];
  chosen: string;
  /** Absent for whoever may only read what there is to decide. */
  choose?: ((choice: string) => void) | undefined;
}

/** The ways out of what a step stopped at, each with what it will do, and where. */
export function ChoiceField({ saga, finding, steps, chosen, choose }: Props) {
  const id = useId();
  const nodes = [...new Set(steps.map((step) => step.node))];
  return (
    <fieldset className="decision">
      <legend className="quiet">
        On {nodes.slice(0, NAMED).join(', ')}
        {nodes.length > NAMED && ` and ${nodes.length - NAMED} more`}; remembered for {saga.integration}
      </legend>
      {(finding.choices ?? []).map(({ name = '', effect }) => (
        <label key={name} className="choice" htmlFor={`${id}-${name}`}>
          <input
            type="radio"
            id={`${id}-${name}`}
            name={id}
            value={name}
            checked={chosen === name}
            disabled={choose === undefined}
            onChange={() => choose?.(name)}
          />
          <span>
            <strong>{name}</strong>{' '}
            <span className="quiet">
              <Fingerprints text={effect ?? ''} />
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
