import { Button } from '@patternfly/react-core';
import { useState } from 'react';
import type { Saga, Step } from '../api/client';
import { Glyph } from '../parts/Glyph';
import { OrderDialog, type Asked } from '../parts/OrderDialog';

const SHOWN = 12;

interface Group {
  code: string;
  message: string;
  next: string;
  steps: Step[];
}

/** Failed steps that say the same and ask for the same are one thing to do. */
function groups(steps: readonly Step[]): Group[] {
  const found = new Map<string, Group>();
  for (const step of steps) {
    if (step.error === undefined || (step.state !== 'failed' && step.state !== 'halted')) {
      continue;
    }
    const { code = '', message = '', next = '' } = step.error;
    const key = `${code}\n${next}`;
    const group = found.get(key) ?? { code, message, next, steps: [] };
    group.steps.push(step);
    found.set(key, group);
  }
  return [...found.values()].sort((a, b) => b.steps.length - a.steps.length);
}

interface Props {
  saga: Saga;
  steps: readonly Step[];
  mayRetry: boolean;
  choose(step: string): void;
}

/** What needs a person: what is wrong, where, and what can be done next. */
export function Trouble({ saga, steps, mayRetry, choose }: Props) {
  const [asked, setAsked] = useState<Asked>();
  const found = groups(steps);
  if (saga.quarantined === undefined && found.length === 0) {
    return null;
  }
  const count = found.reduce((sum, group) => sum + group.steps.length, 0);
  return (
    <section className="card trouble" aria-label="What needs you">
      {saga.quarantined !== undefined && <p>{saga.quarantined}</p>}
      {count > 0 && (
        <h2>
          {count === 1 ? 'One step needs' : `${count} steps need`} you; the others went on as far as they could
        </h2>
      )}
      {found.map((group) => (
        <div key={group.code + group.next} className="trouble-item">
          <div className="trouble-head">
            <span className="code code-danger">{group.code}</span>
            {mayRetry && (
              <Button variant="secondary" size="sm" onClick={() => setAsked({ saga, steps: group.steps })}>
                Retry {group.steps.length === 1 ? 'this step' : `these ${group.steps.length}`}
              </Button>
            )}
          </div>
          <p>{group.message}</p>
          {group.next !== '' && (
            <p className="next">
              <strong>What to do: </strong>
              {group.next}
            </p>
          )}
          <div className="chips">
            {group.steps.slice(0, SHOWN).map((step) => (
              <button key={step.name} type="button" className="chip" onClick={() => choose(step.name)}>
                <Glyph look="failed" size={12} />
                {step.name}
              </button>
            ))}
            {group.steps.length > SHOWN && <span className="quiet">and {group.steps.length - SHOWN} more</span>}
          </div>
        </div>
      ))}
      {asked !== undefined && <OrderDialog asked={asked} close={() => setAsked(undefined)} />}
    </section>
  );
}
