import { Button } from '@patternfly/react-core';
import { useMemo, useState } from 'react';
import type { Change, Plan as PlanView, Saga, Step } from '../api/client';
import { usePlan } from '../api/queries';
import { alike, Around, type Alike } from '../parts/alike';
import { Diff } from '../parts/Diff';
import { DiffSwitch } from '../parts/DiffLayout';
import { Glyph } from '../parts/Glyph';
import { Names } from '../parts/Names';
import { ApplyPlan } from './ApplyPlan';
import { foundBy, isToDecide } from './findings';
import { PlanDecisions } from './PlanDecisions';
import { PlanFindings } from './PlanFindings';

const KINDS = ['create', 'update', 'restart', 'delete'] as const;
const SIGNS: Record<string, string> = { create: '+', update: '~', restart: '↻', delete: '−' };
const WORDS: Record<string, string> = {
  create: 'to create',
  update: 'to change',
  restart: 'to restart',
  delete: 'to delete',
};

/** More nodes with like changes are counted only, and so many groups are drawn at once. */
const SHOWN = 30;

interface Made {
  step: Step;
  change: Change;
}

function byNode(steps: readonly Step[]): Alike<Made>[] {
  const nodes = new Map<string, Made[]>();
  for (const step of steps) {
    for (const change of step.changes) {
      const changes = nodes.get(step.node) ?? [];
      changes.push({ step, change });
      nodes.set(step.node, changes);
    }
  }
  return alike(
    nodes,
    ({ step }) => [step.action, step.object],
    ({ change }) => [change],
  );
}

interface Props {
  saga: Saga;
  steps: readonly Step[];
  choose(step: string): void;
}

/** What would be done: a summary, what people should know or decide, and each node's changes with their diffs. */
export function Plan({ saga, steps, choose }: Props) {
  const nodes = useMemo(() => byNode(steps), [steps]);
  const [shown, setShown] = useState(SHOWN);
  const found = useMemo(() => foundBy(steps), [steps]);
  const plan = usePlan(saga).data;
  const of = (severity: string) => found.filter((one) => one.finding.severity === severity && !isToDecide(one));
  return (
    <div className="plan">
      {plan !== undefined && <Summary saga={saga} plan={plan} />}
      <PlanDecisions saga={saga} found={found.filter(isToDecide)} choose={choose} />
      <PlanFindings title="Must be fixed first" found={of('stop')} choose={choose} />
      <PlanFindings title="Warnings" found={of('warning')} choose={choose} />
      <PlanFindings title="For information" found={of('info')} choose={choose} />
      {nodes.some((node) => node.told.some(({ change }) => change.diff !== undefined)) && <DiffSwitch />}
      {nodes.slice(0, shown).map((like) => (
        <OnNodes key={like.nodes[0]} of={like} choose={choose} />
      ))}
      {nodes.length > shown && (
        <Button variant="link" onClick={() => setShown(shown + SHOWN)}>
          Show more ({nodes.length - shown} left)
        </Button>
      )}
    </div>
  );
}

function OnNodes({ of: { nodes, told, around }, choose }: { of: Alike<Made>; choose(step: string): void }) {
  const names = nodes.slice(0, SHOWN).join(', ') + (nodes.length > SHOWN ? ` and ${nodes.length - SHOWN} more` : '');
  return (
    <section className="card panel plan-node" aria-label={`Changes on ${names}`}>
      <h2>
        {nodes.length > 1 && `The same on ${nodes.length} nodes: `}
        <Names of={nodes} most={SHOWN} />
      </h2>
      {around && <Around node={nodes[0] ?? ''} />}
      {told.map(({ step, change }, index) => (
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
          {change.diff !== undefined && (
            <Diff text={change.diff} label={`What would change in ${change.subject} on ${names}`} />
          )}
        </div>
      ))}
    </section>
  );
}

/** restart-glance@node as people say it. */
function wordsOfRestart(step: string): string {
  return step.replace(/^restart-/, '').replace('@', ' on ');
}

/** How much would be done, as the API counts it: what each service's restart rests on is known there. */
function Summary({ saga, plan }: { saga: Saga; plan: PlanView }) {
  const { totals, restarts } = plan;
  return (
    <section className="card panel plan-summary" aria-label="Summary of the plan">
      {totals.nodes === 0 ? (
        <p>
          <Glyph look="unchanged" /> Nothing would be changed on any node{plan.complete ? '' : ', as far as is known'}.
        </p>
      ) : (
        <>
          {KINDS.map((kind) => (
            <span key={kind} className={`plan-count plan-${totals[kind] === 0 ? 'none' : kind}`}>
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
      {restarts.length > 0 && (
        <p className="quiet plan-restarts">
          <span>
            Restarts, one controller at a time: <Names of={restarts.map(wordsOfRestart)} most={SHOWN} />
          </span>
        </p>
      )}
      <ApplyPlan saga={saga} plan={plan} />
    </section>
  );
}
