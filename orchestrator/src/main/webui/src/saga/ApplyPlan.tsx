import type { Plan, Saga } from '../api/client';
import { useIntegration, useMayChange } from '../api/queries';
import { Address } from '../parts/Address';
import { Fingerprints } from '../parts/Fingerprints';
import { StartButton } from '../parts/StartButton';

/** More of what is not known is counted only. */
const SHOWN = 5;

/** Carries a plan out, once all of it is known and while it is of the document as it is; otherwise says why not. */
export function ApplyPlan({ saga, plan }: { saga: Saga; plan: Plan }) {
  const mayChange = useMayChange();
  const generation = useIntegration(saga.integration).data?.generation;
  const { complete, hash, decisions } = plan;
  if (!complete || hash === undefined) {
    return <Unknown plan={plan} />;
  }
  if (decisions.length > 0) {
    return (
      <div className="plan-unknown">
        <p>Not ready to be applied: an apply would stop at what is listed below, before it changes anything.</p>
      </div>
    );
  }
  if (generation !== undefined && generation > saga.generation) {
    return (
      <div className="plan-unknown">
        <p>
          The document has changed since this plan was made (it is now at generation {generation}), so the plan can no longer
          be applied. Make a new plan.
        </p>
      </div>
    );
  }
  return (
    <>
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
            effect={`Carries out exactly plan ${hash}. If a node has changed since, it stops before anything is changed.`}
            primary
          />
        )}
      </div>
      <Address of={mayChange ? 'To have this plan approved, send its link' : 'Link to this plan'} />
    </>
  );
}

function Unknown({ plan }: { plan: Plan }) {
  const { unknown } = plan;
  return (
    <div className="quiet plan-unknown">
      <p>The plan is not complete yet, so it can’t be applied.</p>
      <ul className="tries">
        {unknown.slice(0, SHOWN).map((step) => (
          <li key={step.step}>
            <Fingerprints text={`${step.step}: ${step.reason}`} />
          </li>
        ))}
      </ul>
      {unknown.length > SHOWN && <p>and {unknown.length - SHOWN} more</p>}
    </div>
  );
}
