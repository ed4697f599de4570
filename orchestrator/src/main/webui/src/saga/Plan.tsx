import { useMemo } from 'react';
import type { Change, Finding, Saga, Step } from '../api/client';
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

interface Summary {
  counts: Map<string, number>;
  nodes: OfNode[];
  findings: { step: Step; finding: Finding }[];
}

function summaryOf(steps: readonly Step[]): Summary {
  const counts = new Map<string, number>();
  const nodes = new Map<string, OfNode>();
  for (const step of steps) {
    for (const change of step.changes) {
      const kind = change.kind ?? 'update';
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      const node = nodes.get(step.node) ?? { node: step.node, changes: [] };
      node.changes.push({ step, change });
      nodes.set(step.node, node);
    }
  }
  return {
    counts,
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
  const summary = useMemo(() => summaryOf(steps), [steps]);
  const nothing = summary.nodes.length === 0;
  return (
    <div className="plan">
      <section className="card panel plan-summary" aria-label="Summary of the plan">
        {nothing ? (
          <p>
            <Glyph look="unchanged" /> Nothing would be changed on any node, as far as it is known.
          </p>
        ) : (
          <>
            {KINDS.map((kind) => (
              <span key={kind} className={`plan-count plan-${kind}`}>
                <b>
                  {SIGNS[kind]} {summary.counts.get(kind) ?? 0}
                </b>{' '}
                {WORDS[kind]}
              </span>
            ))}
            <span className="quiet">
              on {summary.nodes.length} {summary.nodes.length === 1 ? 'node' : 'nodes'}
            </span>
          </>
        )}
        <ApplyPlan saga={saga} />
      </section>
      {SEVERITIES.map((severity) => (
        <FindingsOf key={severity} saga={saga} severity={severity} summary={summary} choose={choose} />
      ))}
      {summary.nodes.map((node) => (
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
              {change.diff !== undefined && <Diff text={change.diff} label={`What would change in ${change.subject}`} />}
            </div>
          ))}
        </section>
      ))}
    </div>
  );
}

/** Carries the plan out, once all of it is known; until then, what is not. */
function ApplyPlan({ saga }: { saga: Saga }) {
  const plan = usePlan(saga.id);
  const mayChange = useMayChange();
  if (plan.data === undefined) {
    return null;
  }
  const { complete, hash, unknown } = plan.data;
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
  summary: Summary;
  choose(step: string): void;
}

function FindingsOf({ saga, severity, summary, choose }: FindingsProps) {
  const found = summary.findings.filter(({ finding }) => finding.severity === severity);
  return found.length === 0 ? null : (
    <section className="card panel plan-node" aria-label={SEVERITY_WORDS[severity]}>
      <h2>
        {SEVERITY_WORDS[severity]} ({found.length})
      </h2>
      {found.map(({ step, finding }, index) => (
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
