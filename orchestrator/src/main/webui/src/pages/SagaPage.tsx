import { Button } from '@patternfly/react-core';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useDeferredValue, useEffect, useState, type KeyboardEvent } from 'react';
import { Link } from 'wouter';
import type { Saga, Step } from '../api/client';
import { NEWEST, useHistory, useSaga, useSteps } from '../api/queries';
import { Entries } from '../parts/Entries';
import { Fetched } from '../parts/Fetched';
import { State } from '../parts/Glyph';
import { lookOfState, wordsOfState } from '../parts/look';
import { OrderButtons } from '../parts/OrderButtons';
import { Progress } from '../parts/Progress';
import { Ago, Took } from '../parts/time';
import { useTitle } from '../parts/title';
import { useAddress } from '../saga/address';
import { Drawer } from '../saga/Drawer';
import { Line } from '../saga/Line';
import { Matrix } from '../saga/Matrix';
import { Plan } from '../saga/Plan';
import { Trouble } from '../saga/Trouble';

const MOST_ENTRIES = 50_000;
const VIEWS: Record<string, string> = { plan: 'Plan', matrix: 'Nodes', line: 'Timeline' };

/** A saga that only looks shows first what it found; only there is it a plan. */
function viewsOf(saga: Saga): string[] {
  return saga.kind === 'plan' ? ['plan', 'matrix', 'line'] : ['matrix', 'line'];
}

function Head({ saga }: { saga: Saga }) {
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
            generation {saga.generation} · started <Ago at={saga.createdAt} />
            {' · '}
            {saga.endedAt === undefined ? 'running for ' : 'took '}
            <Took from={saga.createdAt} to={saga.endedAt} />
          </span>
        </p>
      </div>
      <div className="actions">
        <OrderButtons saga={saga} />
      </div>
    </div>
  );
}

interface ViewsProps {
  views: string[];
  view: string;
  show(view: string): void;
}

function Views({ views, view, show }: ViewsProps) {
  const byArrow = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      const step = event.key === 'ArrowRight' ? 1 : views.length - 1;
      const other = views[(views.indexOf(view) + step) % views.length];
      if (other !== undefined) {
        show(other);
        document.getElementById(`view-${other}`)?.focus();
      }
    }
  };
  return (
    <div className="views" role="tablist" aria-label="Views of the saga" onKeyDown={byArrow}>
      {views.map((name) => (
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
          {VIEWS[name]}
        </button>
      ))}
    </div>
  );
}

function History({ saga }: { saga: Saga }) {
  const [last, setLast] = useState(NEWEST);
  const history = useHistory(useQueryClient(), saga.id, last);
  const { refetch } = history;
  useEffect(() => {
    if (last > NEWEST) {
      void refetch();
    }
  }, [last, refetch]);
  return (
    <section className="card" aria-label="What happened">
      <h2 className="panel">What happened</h2>
      <Fetched query={history}>
        {(entries) => (
          <>
            <Entries entries={entries} following ofOneSaga label="Events of this saga, newest first" />
            {entries.length >= last && last < MOST_ENTRIES && (
              <Button variant="link" onClick={() => setLast(last * 10)}>
                Show older
              </Button>
            )}
          </>
        )}
      </Fetched>
    </section>
  );
}

function Body({ saga, steps: newest }: { saga: Saga; steps: readonly Step[] }) {
  const [address, change] = useAddress(`/sagas/${saga.id}`);
  // What people do goes before what has changed meanwhile.
  const steps = useDeferredValue(newest);
  const views = viewsOf(saga);
  const first = views[0] ?? 'matrix';
  const view = views.find((name) => name === address.get('view')) ?? first;
  // The tab is marked before what it opens is drawn.
  const shown = useDeferredValue(view);
  const chosen = address.get('step') ?? undefined;
  const choose = useCallback((step: string) => change({ step }), [change]);
  const close = useCallback(() => change({ step: undefined }), [change]);
  const step = steps.find((one) => one.name === chosen);
  return (
    <>
      <Head saga={saga} />
      <div className="gap-below">
        <Progress saga={saga} />
      </div>
      <Trouble saga={saga} steps={steps} choose={choose} />
      <div className="beside">
        <div>
          <Views views={views} view={view} show={(name) => change({ view: name === first ? undefined : name })} />
          <div id="view" role="tabpanel" aria-labelledby={`view-${view}`}>
            {shown === 'plan' && <Plan saga={saga} steps={steps} choose={choose} />}
            {shown === 'line' && <Line saga={saga} steps={steps} choose={choose} />}
            {shown === 'matrix' && <Matrix steps={steps} chosen={chosen} choose={choose} />}
          </div>
        </div>
        <History saga={saga} />
      </div>
      {step !== undefined && (
        <Drawer
          saga={saga}
          step={step}
          steps={steps}
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
