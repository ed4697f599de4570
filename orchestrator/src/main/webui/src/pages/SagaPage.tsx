import { Button } from '@patternfly/react-core';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState, type KeyboardEvent } from 'react';
import { Link } from 'wouter';
import type { Saga, Step } from '../api/client';
import { useHistory, useMayChange, useSaga, useSteps } from '../api/queries';
import { Entries } from '../parts/Entries';
import { Fetched } from '../parts/Fetched';
import { State } from '../parts/Glyph';
import { lookOfState, wordsOfState } from '../parts/look';
import { OrderDialog } from '../parts/OrderDialog';
import { Progress } from '../parts/Progress';
import { Ago, Took } from '../parts/time';
import { useTitle } from '../parts/title';
import { useAddress } from '../saga/address';
import { Drawer } from '../saga/Drawer';
import { Line } from '../saga/Line';
import { Matrix } from '../saga/Matrix';
import { Trouble } from '../saga/Trouble';

const VIEWS = [
  ['matrix', 'Nodes'],
  ['line', 'Time line'],
] as const;

function Head({ saga, mayRetry }: { saga: Saga; mayRetry: boolean }) {
  const [asked, setAsked] = useState(false);
  return (
    <div className="page-head">
      <div>
        <p className="crumbs">
          <Link href="/">Integrations</Link> <span>/</span>{' '}
          <Link href={`/integrations/${saga.integration}`}>{saga.integration}</Link>
        </p>
        <h1>
          {saga.kind} #{saga.number}
        </h1>
        <p className="standing">
          <State look={lookOfState(saga.state)} words={wordsOfState(saga.state)} />
          <span className="quiet">
            · generation {saga.generation} · begun <Ago at={saga.createdAt} />
            {' · '}
            {saga.endedAt === undefined ? 'runs for ' : 'took '}
            <Took from={saga.createdAt} to={saga.endedAt} />
          </span>
        </p>
      </div>
      <div className="actions">
        {mayRetry && <Button onClick={() => setAsked(true)}>Retry all that failed</Button>}
      </div>
      {asked && <OrderDialog asked={{ saga }} close={() => setAsked(false)} />}
    </div>
  );
}

interface ViewsProps {
  view: string;
  show(view: string): void;
}

function Views({ view, show }: ViewsProps) {
  const byArrow = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      const other = VIEWS.find(([name]) => name !== view)?.[0];
      if (other !== undefined) {
        show(other);
        document.getElementById(`view-${other}`)?.focus();
      }
    }
  };
  return (
    <div className="views" role="tablist" aria-label="Views of the saga" onKeyDown={byArrow}>
      {VIEWS.map(([name, words]) => (
        <button
          key={name}
          id={`view-${name}`}
          type="button"
          role="tab"
          className="view"
          aria-selected={view === name}
          aria-controls="view"
          tabIndex={view === name ? 0 : -1}
          onClick={() => show(name)}
        >
          {words}
        </button>
      ))}
    </div>
  );
}

function Body({ saga, steps }: { saga: Saga; steps: readonly Step[] }) {
  const [address, change] = useAddress(`/sagas/${saga.id}`);
  const history = useHistory(useQueryClient(), saga.id);
  const mayRetry = useMayChange() && saga.actions.some((action) => action.order === 'retry');
  const view = address.get('view') ?? 'matrix';
  const chosen = address.get('step') ?? undefined;
  const choose = (step: string) => change({ step });
  const close = useCallback(() => change({ step: undefined }), [change]);
  const step = steps.find((one) => one.name === chosen);
  return (
    <>
      <Head saga={saga} mayRetry={mayRetry} />
      <div className="gap-below">
        <Progress saga={saga} />
      </div>
      <Trouble saga={saga} steps={steps} mayRetry={mayRetry} choose={choose} />
      <div className="beside">
        <div>
          <Views view={view} show={(name) => change({ view: name === 'matrix' ? undefined : name })} />
          <div id="view" role="tabpanel" aria-labelledby={`view-${view}`}>
            {view === 'line' ? (
              <Line saga={saga} steps={steps} choose={choose} />
            ) : (
              <Matrix steps={steps} chosen={chosen} choose={choose} />
            )}
          </div>
        </div>
        <section className="card" aria-label="What happened">
          <h2 className="panel">What happened</h2>
          <Fetched query={history}>
            {(entries) => <Entries entries={entries} following ofOneSaga label="Events of this saga, newest first" />}
          </Fetched>
        </section>
      </div>
      {step !== undefined && (
        <Drawer
          saga={saga}
          step={step}
          steps={steps}
          history={history.data ?? []}
          mayRetry={mayRetry}
          choose={choose}
          close={close}
        />
      )}
    </>
  );
}

/** One saga, live. */
export default function SagaPage({ id }: { id: string }) {
  const saga = useSaga(id);
  const steps = useSteps(id);
  useTitle(saga.data === undefined ? 'Saga' : `${wordsOfState(saga.data.state)}: ${saga.data.integration} #${saga.data.number}`);
  return (
    <Fetched query={saga}>
      {(read) => <Fetched query={steps}>{(all) => <Body saga={read} steps={all} />}</Fetched>}
    </Fetched>
  );
}
