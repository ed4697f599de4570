import type { Plan, Saga } from '../api/client';
import { useIntegration, useMayChange } from '../api/queries';
import { Address } from '../parts/Address';
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
        <p>Something below comes first: an apply would stop there before it changes anything.</p>
      </div>
    );
  }
  if (generation !== undefined && generation > saga.generation) {
    return (
      <div className="plan-unknown">
        <p>
          The document has changed since this was planned (it is generation {generation} now), so this plan can’t be
          applied any more. Plan again.
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
            effect={`Carries out exactly plan ${hash}. Where a node is not any more as it was seen here, it stops before anything is changed.`}
            primary
          />
        )}
      </div>
      <Address of={mayChange ? 'To have it approved, send this address to whoever approves' : 'The address of this plan'} />
    </>
  );
}

function Unknown({ plan }: { plan: Plan }) {
  const { unknown } = plan;
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
