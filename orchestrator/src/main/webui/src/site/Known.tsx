import { useEffect, useRef } from 'react';
import { useQueries } from '@tanstack/react-query';
import { Button } from '@patternfly/react-core';
import { Link } from 'wouter';
import type { Saga, Step } from '../api/client';
import { stepsOnNode } from '../api/steps';
import { Glyph, State } from '../parts/Glyph';
import { lookOfStep } from '../parts/look';
import { StepName } from '../parts/StepName';
import { Ago } from '../parts/time';
import type { Thing } from './site';

/** Further back the change is looked for in the sagas themselves. */
const SAGAS = 10;

interface Props {
  thing: Thing;
  sagas: readonly Saga[];
  close(): void;
}

/** A look is about the thing that its step is about; what was only looked at was not changed. */
function nameOfDoing(step: Step): string {
  return step.name.replace(/^(inspect|undo)-/, '');
}

/** What Mooring knows of a thing: when it was last seen, how each step about it stands, what it ever changed there. */
export function Known({ thing, sagas, close }: Props) {
  const names = new Set(thing.steps.map((step) => nameOfDoing(step)));
  const nodes = [...new Set(thing.steps.map((step) => step.node))];
  const looked = sagas.slice(0, SAGAS);
  const earlier = looked.slice(1).flatMap((saga) => nodes.map((node) => ({ saga, node })));
  const reads = useQueries({ queries: earlier.map(({ saga, node }) => stepsOnNode(saga.id, node)) });
  const changes = [
    ...looked.slice(0, 1).map((saga) => ({ saga, steps: thing.steps })),
    ...earlier.map(({ saga }, index) => ({ saga, steps: reads[index]?.data ?? [] })),
  ].flatMap(({ saga, steps }) =>
    steps
      .filter((step) => step.mode !== 'plan' && names.has(nameOfDoing(step)) && step.changes.length > 0)
      .map((step) => ({ saga, step })),
  );
  const seen = thing.steps.map((step) => step.endedAt).filter((at) => at !== undefined).sort().at(-1);
  const saga = sagas[0];
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), [thing.name]);
  return (
    <section className="card panel known" aria-label={`What is known of ${thing.name}`}>
      <div className="drawer-head">
        <h2 ref={head} tabIndex={-1}>
          {thing.name}
        </h2>
        <Button variant="plain" aria-label="Close" onClick={close}>
          ✕
        </Button>
        <p className="standing quiet">
          <State look={thing.look} />
          <span>
            {thing.words}
            {seen !== undefined && (
              <>
                {' '}
                · last checked <Ago at={seen} />
              </>
            )}
          </span>
        </p>
      </div>
      {thing.steps.length === 0 ? (
        <p className="quiet">No saga has checked this yet.</p>
      ) : (
        <ul className="tries">
          {thing.steps.map((step) => (
            <StepLine key={step.name} step={step} saga={saga} />
          ))}
        </ul>
      )}
      <h3>What Mooring changed here</h3>
      {changes.length === 0 ? (
        <p className="quiet">{looked.length === 1 ? 'Nothing in the only saga so far.' : `Nothing in the last ${looked.length} sagas.`}</p>
      ) : (
        <ul className="tries">
          {changes.map(({ saga: of, step }) => (
            <li key={of.id + step.name}>
              <span>
                <Link href={`/sagas/${of.id}?step=${encodeURIComponent(step.name)}`}>
                  {of.kind} #{of.number}
                </Link>{' '}
                <span className="quiet">{step.endedAt !== undefined && <Ago at={step.endedAt} />}</span>
              </span>
              {step.changes.map((change, index) => (
                <span key={index}>
                  <span className="code">{change.kind}</span> {change.summary}
                </span>
              ))}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function StepLine({ step, saga }: { step: Step; saga: Saga | undefined }) {
  return (
    <li>
      <span>
        <Glyph look={lookOfStep(step)} size={13} />{' '}
        {saga === undefined ? (
          step.name
        ) : (
          <Link href={`/sagas/${saga.id}?step=${encodeURIComponent(step.name)}`}>
            <StepName name={step.name} />
          </Link>
        )}
      </span>
      {step.summary !== '' && <span className="quiet">{step.summary}</span>}
    </li>
  );
}
