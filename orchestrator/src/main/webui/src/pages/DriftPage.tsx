import { EmptyState, EmptyStateBody } from '@patternfly/react-core';
import { useMemo } from 'react';
import { Link } from 'wouter';
import type { Integration, Step } from '../api/client';
import { useIntegrations, useMayChange, useSteps } from '../api/queries';
import { Diff } from '../parts/Diff';
import { DiffSwitch } from '../parts/DiffLayout';
import { Fetched } from '../parts/Fetched';
import { Glyph } from '../parts/Glyph';
import { StartButton } from '../parts/StartButton';
import { Ago } from '../parts/time';
import { useTitle } from '../parts/title';

interface OfNode {
  node: string;
  steps: Step[];
}

/** What is not as it is wanted, could not be looked at, or is not proved, by node. */
function differing(steps: readonly Step[]): OfNode[] {
  const nodes = new Map<string, OfNode>();
  for (const step of steps) {
    if (step.changes.length === 0 && step.error === undefined) {
      continue;
    }
    const node = nodes.get(step.node) ?? { node: step.node, steps: [] };
    node.steps.push(step);
    nodes.set(step.node, node);
  }
  return [...nodes.values()];
}

function Differences({ saga, steps }: { saga: string; steps: readonly Step[] }) {
  const nodes = useMemo(() => differing(steps), [steps]);
  return (
    <>
      {nodes.map(({ node, steps: of }) => (
        <section key={node} className="drift-node" aria-label={`Drift on ${node}`}>
          <h3>{node}</h3>
          {of.map((step) => (
            <div key={step.name} className="plan-change">
              <p>
                <Glyph look={step.error === undefined ? 'differs' : 'failed'} size={14} />{' '}
                <Link href={`/sagas/${saga}?step=${encodeURIComponent(step.name)}`}>
                  {step.action.replace(/^inspect-/, '').replaceAll('-', ' ')}
                  {step.object !== undefined && ` ${step.object}`}
                </Link>
              </p>
              {step.error !== undefined && <p className="quiet">{step.error.message}</p>}
              {step.changes.map((change, index) => (
                <div key={index}>
                  <p className="quiet">
                    {change.subject}
                    {change.summary !== change.subject && `: ${change.summary}`}
                  </p>
                  {change.diff !== undefined && (
                    <Diff text={change.diff} label={`Drift of ${change.subject} on ${node}`} />
                  )}
                </div>
              ))}
            </div>
          ))}
        </section>
      ))}
    </>
  );
}

function Drifted({ integration }: { integration: Integration }) {
  const mayChange = useMayChange();
  const { drift, name } = integration;
  const saga = drift?.saga;
  const steps = useSteps(saga);
  if (drift?.since === undefined || saga === undefined) {
    return null;
  }
  return (
    <section className="card panel drift gap-below" aria-label={`Drift of ${name}`}>
      <div className="page-head">
        <div>
          <h2>
            <Link href={`/integrations/${name}`}>{name}</Link>
          </h2>
          <p className="quiet">
            {drift.steps} {drift.steps === 1 ? 'thing differs' : 'things differ'}, first seen <Ago at={drift.since} /> ·{' '}
            <Link href={`/sagas/${saga}`}>the verification that looked last</Link>
          </p>
        </div>
        <div className="actions">
          {mayChange && integration.saga?.state !== 'running' && (
            <>
              <StartButton
                integration={name}
                kind="plan"
                title="Plan the repair"
                effect="Looks at every node and tells what an apply would do about it. Nothing is changed."
                primary
              />
              <StartButton
                integration={name}
                kind="verify"
                title="Verify again"
                effect="Looks for drift on every node and runs all proofs anew. Nothing else is changed."
              />
            </>
          )}
        </div>
      </div>
      <Fetched query={steps}>{(read) => <Differences saga={saga} steps={read} />}</Fetched>
    </section>
  );
}

/** What is not any more as its document wants it. */
export default function DriftPage() {
  useTitle('Drift');
  const integrations = useIntegrations();
  return (
    <Fetched query={integrations}>
      {(all) => {
        const drifted = all.filter((integration) => integration.drift !== undefined);
        return (
          <>
            <div className="page-head">
              <div>
                <h1>Drift</h1>
                <p className="quiet">
                  {drifted.length === 0
                    ? 'No integration is known to differ from its document.'
                    : `${drifted.length} of ${all.length} integrations ${drifted.length === 1 ? 'differs' : 'differ'} from what the document wants.`}
                </p>
              </div>
              {drifted.length > 0 && <DiffSwitch />}
            </div>
            {drifted.length === 0 ? (
              <EmptyState headingLevel="h2" titleText="Nothing has drifted">
                <EmptyStateBody>
                  Drift is seen by a verification: <code>verify</code> in the document says how often one runs, the button{' '}
                  <em>Verify</em> of an integration starts one now.
                </EmptyStateBody>
              </EmptyState>
            ) : (
              drifted.map((integration) => <Drifted key={integration.name} integration={integration} />)
            )}
          </>
        );
      }}
    </Fetched>
  );
}
