import type { Saga, Step } from '../api/client';
import { useIntegration, useSteps } from '../api/queries';
import { Decision } from '../parts/Decision';
import { Fingerprints } from '../parts/Fingerprints';
import { Glyph } from '../parts/Glyph';
import { lookOfStep } from '../parts/look';
import { Ago } from '../parts/time';

/** More of them are counted only. */
const SHOWN = 20;
const ACTIONS = ['check-node', 'inspect-check-node'];

function isReached(step: Step): boolean {
  return ['changed', 'unchanged', 'differs'].includes(lookOfStep(step));
}

/** Whether the nodes can be reached and logged in to, as the newest saga saw it; host keys are trusted here, one by one. */
export function Access({ name }: { name: string }) {
  const saga = useIntegration(name).data?.saga;
  const steps = useSteps(saga?.id).data;
  const checks = steps?.filter((step) => ACTIONS.includes(step.action)) ?? [];
  if (saga === undefined || checks.length === 0) {
    return null;
  }
  const reached = checks.filter(isReached);
  const failed = checks.filter((step) => lookOfStep(step) === 'failed');
  return (
    <section className="card panel gap-below plan-node" aria-label="Access to the nodes">
      <h2>Access to the nodes</h2>
      <p>
        <Glyph look={failed.length > 0 ? 'failed' : reached.length === checks.length ? 'unchanged' : 'running'} />{' '}
        {reached.length} of {checks.length} nodes were reached, showed a known host key and let Mooring log in and use sudo.{' '}
        <span className="quiet">
          Checked by {saga.kind} #{saga.number} of generation {saga.generation}, started <Ago at={saga.createdAt} />.
        </span>
      </p>
      {failed.slice(0, SHOWN).map((step) => (
        <NotReached key={step.name} saga={saga} step={step} />
      ))}
      {failed.length > SHOWN && <p className="quiet">and {failed.length - SHOWN} more</p>}
    </section>
  );
}

function NotReached({ saga, step }: { saga: Saga; step: Step }) {
  return (
    <div className="note note-stop">
      <span className="chips">
        <strong>{step.node}</strong> <span className="code code-danger">{step.error?.code}</span>
      </span>
      <span>
        <Fingerprints text={step.error?.message ?? ''} />
      </span>
      <span className="quiet">{step.error?.next}</span>
      {step.findings.map((finding) => (
        <Decision key={finding.key} saga={saga} finding={finding} steps={[step]} />
      ))}
    </div>
  );
}
