import { EmptyState, EmptyStateBody } from '@patternfly/react-core';
import { useMemo } from 'react';
import { Link } from 'wouter';
import type { Change, Integration, Step } from '../api/client';
import { useIntegrations, useMayChange, useSteps } from '../api/queries';
import { alike, Around, type Alike } from '../parts/alike';
import { Diff } from '../parts/Diff';
import { DiffSwitch } from '../parts/DiffLayout';
import { Fetched } from '../parts/Fetched';
import { Glyph } from '../parts/Glyph';
import { Names } from '../parts/Names';
import { StartButton } from '../parts/StartButton';
import { Ago } from '../parts/time';
import { useTitle } from '../parts/title';

/** More nodes that differ alike are counted only. */
const NAMED = 30;

/** What is not as it is wanted, could not be looked at, or is not proved, by node. */
function differing(steps: readonly Step[]): Alike<Step>[] {
  const nodes = new Map<string, Step[]>();
  for (const step of steps) {
    if (step.changes.length > 0 || step.error !== undefined) {
      nodes.set(step.node, [...(nodes.get(step.node) ?? []), step]);
    }
  }
  return alike(
    nodes,
    ({ action, object, error }) => [action, object, error],
    ({ changes }) => changes,
  );
}

function wordsOf({ subject, summary }: Change): string {
  return `${subject}${summary === subject ? '' : `: ${summary}`}`;
}

function namesOf(nodes: readonly string[]): string {
  return nodes.slice(0, NAMED).join(', ') + (nodes.length > NAMED ? ` and ${nodes.length - NAMED} more` : '');
}

function Differences({ saga, steps }: { saga: string; steps: readonly Step[] }) {
  const differences = useMemo(() => differing(steps), [steps]);
  return (
    <>
      {differences.map(({ nodes, told, around }) => (
        <section key={nodes[0]} className="drift-node" aria-label={`Drift on ${namesOf(nodes)}`}>
          <h3>
            {nodes.length > 1 && `The same on ${nodes.length} nodes: `}
            <Names of={nodes} most={NAMED} />
          </h3>
          {around && <Around node={nodes[0] ?? ''} />}
          {told.map((step) => (
            <Differing key={step.name} saga={saga} step={step} nodes={namesOf(nodes)} />
          ))}
        </section>
      ))}
    </>
  );
}

function Differing({ saga, step, nodes }: { saga: string; step: Step; nodes: string }) {
  const { changes, error } = step;
  // One change stands on the line of its step.
  const only = changes.length === 1 ? changes[0] : undefined;
  return (
    <div className="plan-change">
      <p>
        <Glyph look={error === undefined ? 'differs' : 'failed'} size={14} />{' '}
        <Link href={`/sagas/${saga}?step=${encodeURIComponent(step.name)}`}>
          {step.action.replace(/^inspect-/, '').replaceAll('-', ' ')}
          {step.object !== undefined && ` ${step.object}`}
        </Link>{' '}
        {error !== undefined && <span className="code code-danger">{error.code}</span>}
        {only !== undefined && <span className="quiet">{wordsOf(only)}</span>}
      </p>
      {error !== undefined && <p className="quiet told">{error.message}</p>}
      {changes.map((change, index) => (
        <div key={index}>
          {only === undefined && <p className="quiet">{wordsOf(change)}</p>}
          {change.diff !== undefined && <Diff text={change.diff} label={`Drift of ${change.subject} on ${nodes}`} />}
        </div>
      ))}
    </div>
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
            {drift.steps} {drift.steps === 1 ? 'difference' : 'differences'}, first seen <Ago at={drift.since} /> ·{' '}
            <Link href={`/sagas/${saga}`}>latest verification</Link>
          </p>
        </div>
        <div className="actions">
          {mayChange && integration.saga?.state !== 'running' && (
            <>
              <StartButton
                integration={name}
                kind="plan"
                title="Plan the repair"
                effect="Looks at every node and shows what an apply would do about it. Nothing is changed."
                primary
              />
              <StartButton
                integration={name}
                kind="verify"
                title="Verify again"
                effect="Looks for drift on every node and runs all proofs again. Nothing else is changed."
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
                    : `${drifted.length} of ${all.length} integrations ${drifted.length === 1 ? 'differs from its document' : 'differ from their documents'}.`}
                </p>
              </div>
              {drifted.length > 0 && <DiffSwitch />}
            </div>
            {drifted.length === 0 ? (
              <EmptyState headingLevel="h2" titleText="Nothing has drifted">
                <EmptyStateBody>
                  A verification looks for drift: <code>verify</code> in the document says how often it runs; the button{' '}
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
