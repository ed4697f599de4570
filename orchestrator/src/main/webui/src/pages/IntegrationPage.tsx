import { Button, EmptyState, EmptyStateBody, ExpandableSection } from '@patternfly/react-core';
import { useMemo } from 'react';
import { Link, useLocation } from 'wouter';
import { stringify } from 'yaml';
import type { Integration, Saga, Step } from '../api/client';
import { useIntegration, useMayChange, useSagas, useSteps } from '../api/queries';
import { Fetched } from '../parts/Fetched';
import { State } from '../parts/Glyph';
import { lookOfState, lookOfStep, onlyLooks, wordsOfState } from '../parts/look';
import { Progress } from '../parts/Progress';
import { StartButton } from '../parts/StartButton';
import { Ago, Took } from '../parts/time';
import { useTitle } from '../parts/title';
import { useAddress } from '../saga/address';
import { Known } from '../site/Known';
import { Picture } from '../site/Picture';
import { siteOf, type Site, type Thing } from '../site/site';

const PROOFS = ['prove-access', 'test-image', 'test-volume', 'test-backup'];

function thingsOf(site: Site): Thing[] {
  return [site.cluster, ...site.users, ...site.pools, ...site.controllers, ...site.computes];
}

/** When the newest proof succeeded: an image or a volume went through, a key opened its pool. */
function lastProof(steps: readonly Step[]): string | undefined {
  return steps
    .filter((step) => PROOFS.includes(step.action) && ['changed', 'unchanged'].includes(lookOfStep(step)))
    .map((step) => step.endedAt)
    .filter((at) => at !== undefined)
    .sort()
    .at(-1);
}

function Starts({ integration }: { integration: Integration }) {
  const { name, generation } = integration;
  return (
    <>
      <StartButton
        integration={name}
        kind="plan"
        title="Plan"
        effect={`Looks at every node and shows what an apply of generation ${generation} would do. Nothing is changed.`}
        primary
      />
      <StartButton
        integration={name}
        kind="apply"
        title="Apply"
        effect={`Brings every node to what generation ${generation} of the document wants. What is already so is left alone.`}
      />
      <StartButton
        integration={name}
        kind="verify"
        title="Verify"
        effect="Looks for drift on every node and runs all proofs again: each key opens its pool, a test image and a test volume are made and removed. Nothing else is changed."
      />
    </>
  );
}

function Head({ integration, steps }: { integration: Integration; steps: readonly Step[] }) {
  const mayChange = useMayChange();
  const [, navigate] = useLocation();
  const proof = lastProof(steps);
  const { saga } = integration;
  return (
    <div className="page-head">
      <div>
        <p className="crumbs">
          <Link href="/">Integrations</Link>
        </p>
        <h1>{integration.name}</h1>
        <p className="standing">
          <State look={lookOfState(integration.state)} words={wordsOfState(integration.state)} />
          <span className="quiet">
            generation {integration.generation}, saved <Ago at={integration.updatedAt} />
            {integration.drift !== undefined && (
              <>
                {' '}
                · <Link href="/drift">drifted</Link>
              </>
            )}
            {proof !== undefined && (
              <>
                {' '}
                · last proof <Ago at={proof} />
              </>
            )}
          </span>
        </p>
      </div>
      <div className="actions">
        {mayChange && saga?.state !== 'running' && <Starts integration={integration} />}
        {mayChange && (
          <Button variant="secondary" onClick={() => navigate(`/integrations/${integration.name}/edit`)}>
            Edit
          </Button>
        )}
      </div>
    </div>
  );
}

function Newest({ saga }: { saga: Saga }) {
  return (
    <div className={`card row gap-below look-${lookOfState(saga.state)}`}>
      <State look={lookOfState(saga.state)} words="" />
      <div className="row-name">
        <Link href={`/sagas/${saga.id}`}>
          {saga.kind} #{saga.number}
        </Link>
        <span className="quiet">latest saga</span>
      </div>
      <div className="row-state">
        <strong className={`look-text look-${lookOfState(saga.state)}`}>{wordsOfState(saga.state)}</strong>
      </div>
      <div className="row-progress">
        <Progress saga={saga} />
      </div>
      <div className="row-age">
        <span>
          {saga.endedAt === undefined ? 'running for' : 'took'} <Took from={saga.createdAt} to={saga.endedAt} />
        </span>
      </div>
    </div>
  );
}

function Runs({ sagas }: { sagas: readonly Saga[] }) {
  return (
    <section className="card scroll" aria-label="Sagas" tabIndex={0}>
      <table className="runs stacked">
        <caption className="panel">
          <h2>Sagas</h2>
        </caption>
        <thead>
          <tr>
            <th scope="col">Saga</th>
            <th scope="col">State</th>
            <th scope="col">Started</th>
            <th scope="col">Took</th>
            <th scope="col">Changes</th>
            <th scope="col">Generation</th>
          </tr>
        </thead>
        <tbody>
          {sagas.map((saga) => (
            <tr key={saga.id}>
              <td>
                <Link href={`/sagas/${saga.id}`}>
                  {saga.kind} #{saga.number}
                </Link>
              </td>
              <td data-label="State">
                <State look={lookOfState(saga.state)} words={wordsOfState(saga.state)} />
              </td>
              <td data-label="Started">
                <Ago at={saga.createdAt} />
              </td>
              <td data-label="Took">
                <Took from={saga.createdAt} to={saga.endedAt} />
              </td>
              <td data-label="Changes">
                {saga.counts.changed ?? 0} of {saga.total} steps {onlyLooks(saga.kind) ? 'would change' : 'changed'} something
              </td>
              <td data-label="Generation">{saga.generation}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Body({ integration, steps }: { integration: Integration; steps: readonly Step[] }) {
  const [address, change] = useAddress(`/integrations/${integration.name}`);
  const sagas = useSagas(integration.name);
  const site = useMemo(() => siteOf(integration, steps), [integration, steps]);
  const chosen = address.get('thing') ?? undefined;
  const thing = thingsOf(site).find((one) => one.id === chosen);
  return (
    <>
      <Head integration={integration} steps={steps} />
      {integration.saga !== undefined && <Newest saga={integration.saga} />}
      <div className={thing === undefined ? 'beside alone gap-below' : 'beside gap-below'}>
        <Picture site={site} chosen={chosen} choose={(id) => change({ thing: id === chosen ? undefined : id })} />
        {thing !== undefined && (
          <Known thing={thing} sagas={sagas.data?.items ?? []} close={() => change({ thing: undefined })} />
        )}
      </div>
      <div className="gap-below">
        <Fetched query={sagas}>
          {(read) =>
            (read.items ?? []).length === 0 ? (
              <EmptyState headingLevel="h2" titleText="No saga has run yet">
                <EmptyStateBody>The document is saved. Nothing has been done on any node yet; Plan shows what an apply would do.</EmptyStateBody>
              </EmptyState>
            ) : (
              <Runs sagas={read.items ?? []} />
            )
          }
        </Fetched>
      </div>
      <section className="card panel" aria-label="Document">
        <ExpandableSection toggleText={`Document, generation ${integration.generation}`}>
          <pre tabIndex={0} className="scroll">
            {stringify(integration.document ?? {})}
          </pre>
        </ExpandableSection>
      </section>
    </>
  );
}

const NO_STEPS: readonly Step[] = [];

/** One integration: the site as it stands, and all that was ever done to it. */
export default function IntegrationPage({ name }: { name: string }) {
  useTitle(name);
  const integration = useIntegration(name);
  const saga = integration.data?.saga?.id;
  const steps = useSteps(saga);
  return (
    <Fetched query={integration}>
      {(read) =>
        saga === undefined ? (
          <Body integration={read} steps={NO_STEPS} />
        ) : (
          <Fetched query={steps}>{(all) => <Body integration={read} steps={all} />}</Fetched>
        )
      }
    </Fetched>
  );
}
