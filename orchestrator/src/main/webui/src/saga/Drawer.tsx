import { Button } from '@patternfly/react-core';
import { useEffect, useRef } from 'react';
import type { Change, Saga, Step } from '../api/client';
import { useStepHistory } from '../api/queries';
import { Decision } from '../parts/Decision';
import { Diff } from '../parts/Diff';
import { DiffSwitch } from '../parts/DiffLayout';
import { Fingerprints } from '../parts/Fingerprints';
import { Glyph, State } from '../parts/Glyph';
import { lookOfEntry, wordsOfEntry } from '../parts/entries';
import { lookOfStep } from '../parts/look';
import { OrderButtons } from '../parts/OrderButtons';
import { StepName } from '../parts/StepName';
import { Ago, At, duration } from '../parts/time';
import { Runs } from './Runs';

/** A step may wait for one on each of hundreds of nodes. */
const SHOWN = 24;

interface Props {
  saga: Saga;
  step: Step;
  steps: readonly Step[];
  choose(step: string): void;
  close(): void;
}

/** All that is known of one step. */
export function Drawer({ saga, step, steps, choose, close }: Props) {
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    head.current?.focus();
  }, [step.name]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && document.querySelector('[role=dialog]') === null) {
        close();
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [close]);
  const behind = steps.filter((other) => other.dependsOn.includes(step.name));
  const before = steps.filter((other) => step.dependsOn.includes(other.name));
  const look = lookOfStep(step);
  return (
    <aside className="drawer" aria-labelledby="step-title">
      <div className="drawer-head">
        <h2 id="step-title" tabIndex={-1} ref={head}>
          {step.action.replaceAll('-', ' ')}
          {step.object !== undefined && <> {step.object}</>} on <span className="step-part">{step.node}</span>
        </h2>
        <Button variant="plain" aria-label="Close" onClick={close}>
          ✕
        </Button>
        <State look={look} />
      </div>
      {step.error !== undefined && (
        <div className="error-box">
          <p className="told">
            <strong>
              <Fingerprints text={step.error.message ?? ''} />
            </strong>
          </p>
          <span>
            <span className="code code-danger">{step.error.code}</span>
          </span>
          {step.error.next !== '' && (
            <p className="told">
              <strong>What to do: </strong>
              {step.error.next}
            </p>
          )}
          <div className="actions">
            <OrderButtons saga={saga} step={step} size="sm" />
          </div>
        </div>
      )}
      {step.error === undefined && (
        <div className="actions">
          <OrderButtons saga={saga} step={step} size="sm" />
        </div>
      )}
      {step.error === undefined && step.summary !== '' && <p>{step.summary}</p>}
      <Facts step={step} />
      {step.findings.length > 0 && <Findings saga={saga} step={step} />}
      {step.changes.length > 0 && <Changes changes={step.changes} planned={step.mode === 'plan'} />}
      <Runs saga={saga} step={step} />
      <Tries saga={saga} step={step} />
      <Others title="Runs after" steps={before} choose={choose} />
      <Others title="Runs before" steps={behind} choose={choose} />
    </aside>
  );
}

function Facts({ step }: { step: Step }) {
  return (
    <dl className="facts">
      <dt>Step</dt>
      <dd className="mono">
        <StepName name={step.name} />
      </dd>
      <dt>Service</dt>
      <dd>{step.participant}-service</dd>
      {step.attempt > 0 && (
        <>
          <dt>Attempt</dt>
          <dd>{step.attempt}</dd>
        </>
      )}
      {step.startedAt !== undefined && (
        <>
          <dt>Started</dt>
          <dd>
            <At at={step.startedAt} day /> (<Ago at={step.startedAt} />)
          </dd>
        </>
      )}
      {step.endedAt !== undefined && (
        <>
          <dt>Ended</dt>
          <dd>
            <At at={step.endedAt} day />
          </dd>
        </>
      )}
      {step.durationMillis !== undefined && (
        <>
          <dt>Duration</dt>
          <dd>{duration(step.durationMillis)}</dd>
        </>
      )}
      {step.retryAt !== undefined && (
        <>
          <dt>Next attempt</dt>
          <dd>
            <At at={step.retryAt} />, automatically
          </dd>
        </>
      )}
    </dl>
  );
}

function Findings({ saga, step }: { saga: Saga; step: Step }) {
  return (
    <section>
      <h3>Findings</h3>
      {step.findings.map((finding, index) => (
        <div key={index} className={`note note-${finding.severity}`}>
          <span>
            <span className="code">{finding.code}</span> <span className="quiet">{finding.severity}</span>
          </span>
          <span className="told">{finding.message}</span>
          {finding.next !== undefined && finding.next !== '' && <span className="quiet told">{finding.next}</span>}
          <Decision saga={saga} finding={finding} steps={[step]} />
        </div>
      ))}
    </section>
  );
}

function Changes({ changes, planned }: { changes: readonly Change[]; planned: boolean }) {
  return (
    <section>
      <div className="with-switch">
        <h3>{planned ? 'Would change' : 'Changed'}</h3>
        {changes.some((change) => change.diff !== undefined) && <DiffSwitch />}
      </div>
      {changes.map((change, index) => (
        <div key={index} className="note">
          <span>
            <span className="code">{change.kind}</span> {change.subject}
          </span>
          {change.summary !== change.subject && <span className="quiet">{change.summary}</span>}
          {change.diff !== undefined && <Diff text={change.diff} label={`${planned ? 'What would change' : 'What changed'} in ${change.subject}`} />}
        </div>
      ))}
    </section>
  );
}

function Tries({ saga, step }: { saga: Saga; step: Step }) {
  const entries = useStepHistory(saga.id, step).data ?? [];
  if (entries.length === 0) {
    return null;
  }
  return (
    <section>
      <h3>What happened</h3>
      <ol className="tries">
        {entries.map((entry) => (
          <li key={entry.sequence}>
            <span>
              <At at={entry.at ?? ''} /> <Glyph look={lookOfEntry(entry)} size={12} />
              {entry.attempt !== undefined && <span className="quiet"> attempt {entry.attempt}</span>}
              {entry.actor !== undefined && <span className="quiet"> by {entry.actor}</span>}
            </span>
            <span>{wordsOfEntry(entry)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Others({ title, steps, choose }: { title: string; steps: readonly Step[]; choose(step: string): void }) {
  return steps.length === 0 ? null : (
    <section>
      <h3>{title}</h3>
      <div className="chips">
        {steps.slice(0, SHOWN).map((step) => (
          <button type="button" key={step.name} className="chip" onClick={() => choose(step.name)}>
            <Glyph look={lookOfStep(step)} size={12} />
            {step.name}
          </button>
        ))}
        {steps.length > SHOWN && <span className="quiet">and {steps.length - SHOWN} more</span>}
      </div>
    </section>
  );
}
