import { useMemo } from 'react';
import type { Change, Finding, Plan as PlanView, Saga, Step } from '../api/client';
import { useMayChange, usePlan } from '../api/queries';
import { Diff } from '../parts/Diff';
import { Glyph } from '../parts/Glyph';
import { Choices } from '../parts/OrderButtons';
import { StartButton } from '../parts/StartButton';

const KINDS = ['create', 'update', 'restart', 'delete'] as const;
const SIGNS: Record<string, string> = { create: '+', update: '~', restart: '↻', delete: '−' };
const WORDS: Record<string, string> = {
  create: 'to create',
  update: 'to change',
  restart: 'to restart',
  delete: 'to delete',
};
/** More of what is not known is counted only. */
const SHOWN = 5;
const SEVERITIES = ['stop', 'warning', 'info'] as const;
const SEVERITY_WORDS: Record<string, string> = {
  stop: 'Must be decided first',
  warning: 'Worth knowing before',
  info: 'Good to know',
};

interface OfNode {
  node: string;
  changes: { step: Step; change: Change }[];
}

interface Found {
  nodes: OfNode[];
  findings: { step: Step; finding: Finding }[];
}

function foundBy(steps: readonly Step[]): Found {
  const nodes = new Map<string, OfNode>();
  for (const step of steps) {
    for (const change of step.changes) {
      const node = nodes.get(step.node) ?? { node: step.node, changes: [] };
      node.changes.push({ step, change });
      nodes.set(step.node, node);
    }
  }
  return {
    nodes: [...nodes.values()],
    findings: steps.flatMap((step) => step.findings.map((finding) => ({ step, finding }))),
  };
}

interface Props {
  saga: Saga;
  steps: readonly Step[];
  choose(step: string): void;
}

/** What would be done: a summary, what people should know or decide, and each node's changes with their diffs. */
export function Plan({ saga, steps, choose }: Props) {
  const found = useMemo(() => foundBy(steps), [steps]);
  const plan = usePlan(saga.id).data;
  return (
    <div className="plan">
      {plan !== undefined && <Summary saga={saga} plan={plan} />}
      {SEVERITIES.map((severity) => (
        <FindingsOf key={severity} saga={saga} severity={severity} found={found} choose={choose} />
      ))}
      {found.nodes.map((node) => (
        <section key={node.node} className="card panel plan-node" aria-label={`Changes on ${node.node}`}>
          <h2>{node.node}</h2>
          {node.changes.map(({ step, change }, index) => (
            <div key={index} className="plan-change">
              <p>
                <span className={`plan-sign plan-${change.kind}`} aria-hidden>
                  {SIGNS[change.kind ?? 'update']}
                </span>{' '}
                <span className="visually-hidden">{change.kind}</span>
                <strong>{change.subject}</strong>{' '}
                {change.summary !== change.subject && <span className="quiet">{change.summary}</span>}{' '}
                <button type="button" className="chip" onClick={() => choose(step.name)}>
                  {step.action.replace(/^inspect-/, '').replaceAll('-', ' ')}
                </button>
              </p>
              {change.diff !== undefined && <Diff text={change.diff} label={`What would change in ${change.subject} on ${step.node}`} />}
            </div>
          ))}
        </section>
      ))}
    </div>
  );
}

/** How much would be done, as the API counts it: what each service's restart rests on is known there. */
function Summary({ saga, plan }: { saga: Saga; plan: PlanView }) {
  const { totals, restarts } = plan;
  return (
    <section className="card panel plan-summary" aria-label="Summary of the plan">
      {totals.nodes === 0 ? (
        <p>
          <Glyph look="unchanged" /> Nothing would be changed on any node, as far as it is known.
        </p>
      ) : (
        <>
          {KINDS.map((kind) => (
            <span key={kind} className={`plan-count plan-${kind}`}>
              <b>
                {SIGNS[kind]} {totals[kind]}
              </b>{' '}
              {WORDS[kind]}
            </span>
          ))}
          <span className="quiet">
            on {totals.nodes} {totals.nodes === 1 ? 'node' : 'nodes'}
          </span>
        </>
      )}
      {restarts.length > 0 && <p className="quiet plan-restarts">One after the other: {restarts.join(', ')}</p>}
      <ApplyPlan saga={saga} plan={plan} />
    </section>
  );
}

/** Carries the plan out, once all of it is known; until then, what is not. */
function ApplyPlan({ saga, plan }: { saga: Saga; plan: PlanView }) {
  const mayChange = useMayChange();
  const { complete, hash, unknown } = plan;
  if (!complete || hash === undefined) {
    return (
      <div className="quiet plan-unknown">
        <p>The plan is not complete, so it can’t be applied yet.</p>
        <ul className="tries">
          {unknown.slice(0, SHOWN).map((step) => (
            <li key={step.step}>
              {step.step}: {step.reason}
            </li>
          ))}
        </ul>
        {unknown.length > SHOWN && <p>and {unknown.length - SHOWN} more</p>}
      </div>
    );
  }
  return (
    <div className="plan-apply">
      <span className="quiet">
        plan <span className="mono">{hash}</span>
      </span>
      {mayChange && (
        <StartButton
          integration={saga.integration}
          kind="apply"
          plan={hash}
          title="Apply this plan"
          effect={`Carries out exactly plan ${hash}. Where a node is not any more as it was seen here, it stops before anything is changed.`}
          primary
        />
      )}
    </div>
  );
}

interface FindingsProps {
  saga: Saga;
  severity: string;
  found: Found;
  choose(step: string): void;
}

function FindingsOf({ saga, severity, found, choose }: FindingsProps) {
  const these = found.findings.filter(({ finding }) => finding.severity === severity);
  return these.length === 0 ? null : (
    <section className="card panel plan-node" aria-label={SEVERITY_WORDS[severity]}>
      <h2>
        {SEVERITY_WORDS[severity]} ({these.length})
      </h2>
      {these.map(({ step, finding }, index) => (
        <div key={index} className={`note note-${severity}`}>
          <span>
            <span className="code">{finding.code}</span>{' '}
            <button type="button" className="chip" onClick={() => choose(step.name)}>
              {step.node}
            </button>
          </span>
          <span>{finding.message}</span>
          {finding.next !== '' && <span className="quiet">{finding.next}</span>}
          <Choices saga={saga} step={step} finding={finding} />
        </div>
      ))}
    </section>
  );
}
