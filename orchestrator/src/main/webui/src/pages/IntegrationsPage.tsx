import { useDeferredValue, useState } from 'react';
import { Button, EmptyState, EmptyStateBody, EmptyStateFooter } from '@patternfly/react-core';
import { Link, useLocation } from 'wouter';
import type { Integration } from '../api/client';
import { useIntegrations, useMayChange } from '../api/queries';
import { Fetched } from '../parts/Fetched';
import { Glyph } from '../parts/Glyph';
import { lookOfState, URGENCY, wordsOfState } from '../parts/look';
import { Progress } from '../parts/Progress';
import { Ago, Took } from '../parts/time';
import { useTitle } from '../parts/title';

/** From this many on, one looks for one by name. */
const MANY = 8;

function Row({ integration }: { integration: Integration }) {
  const { saga } = integration;
  const look = lookOfState(integration.state);
  return (
    <li className={`card row look-${look}`}>
      <Glyph look={look} size={22} label={wordsOfState(integration.state)} />
      <div className="row-name">
        <Link href={`/integrations/${integration.name}`}>{integration.name}</Link>
        <span className="quiet">generation {integration.generation}</span>
      </div>
      <div className="row-state">
        <strong className={`look-${look} look-text`}>{wordsOfState(integration.state)}</strong>
        {saga === undefined ? (
          <span className="quiet">no saga yet</span>
        ) : (
          <Link href={`/sagas/${saga.id}`} className="quiet">
            {saga.kind} #{saga.number}
          </Link>
        )}
      </div>
      <div className="row-progress">{saga !== undefined && <Progress saga={saga} />}</div>
      <div className="row-age">
        {saga === undefined ? (
          <>
            <Ago at={integration.updatedAt} />
            <span className="quiet">saved</span>
          </>
        ) : saga.endedAt === undefined ? (
          <>
            <Took from={saga.createdAt} />
            <span className="quiet">so far</span>
          </>
        ) : (
          <>
            <Ago at={saga.endedAt} />
            <span className="quiet">
              took <Took from={saga.createdAt} to={saga.endedAt} />
            </span>
          </>
        )}
      </div>
    </li>
  );
}

function byUrgency(a: Integration, b: Integration): number {
  const urgency = (i: Integration) => URGENCY.indexOf(lookOfState(i.state));
  return urgency(a) - urgency(b) || a.name.localeCompare(b.name, undefined, { numeric: true });
}

function byPlace(names: readonly string[]) {
  const place = (i: Integration) => (names.includes(i.name) ? names.indexOf(i.name) : names.length);
  return (a: Integration, b: Integration) => place(a) - place(b);
}

function Overview({ integrations }: { integrations: Integration[] }) {
  const [wanted, setWanted] = useState('');
  const text = useDeferredValue(wanted.trim().toLowerCase());
  const troubled = integrations.filter((i) => lookOfState(i.state) === 'failed').length;
  // Nothing moves under the hand that is about to press it.
  const [held, setHeld] = useState<string[]>();
  const shown = integrations.filter((i) => i.name.includes(text)).sort(held === undefined ? byUrgency : byPlace(held));
  const hold = () => setHeld((before) => before ?? shown.map((i) => i.name));
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Integrations</h1>
          <p className="quiet">
            {troubled === 0 ? 'Nothing needs you.' : `${troubled} of ${integrations.length} ${troubled === 1 ? 'needs' : 'need'} you.`}
          </p>
        </div>
        <div className="actions">
        {integrations.length >= MANY && (
          <input
            type="search"
            className="field"
            aria-label="Find by name"
            placeholder="Find by name"
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
          />
        )}
          <NewButton />
        </div>
      </div>
      <ul className="rows" onPointerEnter={hold} onPointerLeave={() => setHeld(undefined)}>
        {shown.map((integration) => (
          <Row key={integration.name} integration={integration} />
        ))}
      </ul>
      {shown.length === 0 && <p className="quiet">No integration’s name contains “{text}”.</p>}
    </>
  );
}

function NewButton() {
  const [, navigate] = useLocation();
  return useMayChange() ? (
    <Button variant="secondary" onClick={() => navigate('/new')}>
      New integration
    </Button>
  ) : null;
}

/** All integrations, what needs a person first. */
export function IntegrationsPage() {
  useTitle('Integrations');
  const query = useIntegrations();
  return (
    <Fetched query={query}>
      {(integrations) =>
        integrations.length === 0 ? (
          <EmptyState headingLevel="h1" titleText="No integrations yet">
            <EmptyStateBody>
              Describe what you want in a document and run <code>./mooring apply -f FILE</code>: it appears here at once.{' '}
              <code>deploy/lab/site.yaml</code> is a commented example. Or write it here:
            </EmptyStateBody>
            <EmptyStateFooter>
              <NewButton />
            </EmptyStateFooter>
          </EmptyState>
        ) : (
          <Overview integrations={integrations} />
        )
      }
    </Fetched>
  );
}
