import { Button, EmptyState, EmptyStateBody } from '@patternfly/react-core';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body, type DeadLetter } from '../api/client';
import { useMayChange } from '../api/queries';
import { useAddress } from '../saga/address';
import { Fetched } from '../parts/Fetched';
import { Glyph } from '../parts/Glyph';
import { ReasonDialog } from '../parts/ReasonDialog';
import { Ago, At } from '../parts/time';
import { useTitle } from '../parts/title';

const PAGE = 100;
const EVERY_MILLIS = 15_000;
const LIST = ['dead-letters'] as const;

const REASONS: Record<string, string> = {
  NOT_A_CLOUD_EVENT: 'It is no message of Mooring’s: what every message says of itself is missing.',
  UNKNOWN_TYPE: 'Its type does not belong on this topic. A newer release may have sent it.',
  EMPTY: 'It has no content.',
  TOO_LONG: 'It is longer than any message of Mooring’s.',
  NOT_JSON: 'Its content is not JSON.',
  NOT_THIS_TYPE: 'Its content is JSON, but not of the form that its type has.',
};

const TITLES: Record<string, string> = { redrive: 'Send it again', discard: 'Discard it' };
const DECIDED: Record<string, string> = { redriven: 'sent again', discarded: 'discarded' };

function Head({ letter, open, toggle }: { letter: DeadLetter; open: boolean; toggle(): void }) {
  return (
    <button type="button" className="letter-head" aria-expanded={open} onClick={toggle}>
      <Glyph
        look={letter.decision === undefined ? 'failed' : 'skipped'}
        size={18}
        label={letter.decision === undefined ? 'undecided' : 'decided'}
      />
      <span className="letter-reason">
        <strong>{letter.reason.toLowerCase().replaceAll('_', ' ')}</strong>
        <span className="quiet">
          {letter.topic ?? 'from an unknown topic'} · {letter.size} bytes{letter.key != null && ` · key ${letter.key}`}
        </span>
      </span>
      <span className="quiet">
        {letter.decision === undefined ? '' : `${DECIDED[letter.decision.decision] ?? letter.decision.decision} · `}
        <Ago at={letter.at} />
      </span>
    </button>
  );
}

function Inside({ place }: { place: number }) {
  const letter = useQuery({
    queryKey: ['dead-letter', place],
    queryFn: () => body(api.GET('/api/v1/dead-letters/{place}', { params: { path: { place } } })),
  });
  return (
    <Fetched query={letter}>
      {(read) => (
        <>
          {read.raw === undefined || read.raw === '' ? (
            <p className="quiet">It is empty.</p>
          ) : (
            <pre className="raw" tabIndex={0} role="region" aria-label={`Content of dead letter ${place}`}>
              {read.raw}
            </pre>
          )}
          {read.form === 'hex' && <p className="quiet">It is no text, so its bytes are shown.</p>}
        </>
      )}
    </Fetched>
  );
}

function Body({ letter }: { letter: DeadLetter }) {
  const mayChange = useMayChange();
  const client = useQueryClient();
  const [asked, setAsked] = useState<string>();
  const action = letter.actions.find((one) => one.order === asked);
  const { decision, place } = letter;
  const give = (why: string) => {
    const params = { path: { place } };
    return asked === 'redrive'
      ? body(api.POST('/api/v1/dead-letters/{place}/redrive', { params, body: { why } }))
      : body(api.POST('/api/v1/dead-letters/{place}/discard', { params, body: { why } }));
  };
  return (
    <div className="letter-body">
      <p>{REASONS[letter.reason] ?? letter.reason}</p>
      {letter.detail !== '' && <p className="quiet">{letter.detail}</p>}
      <dl className="facts">
        <dt>Came</dt>
        <dd>
          <At at={letter.at} day />
        </dd>
        {letter.topic !== undefined && (
          <>
            <dt>From</dt>
            <dd className="mono">
              {letter.topic}, partition {letter.partition}, offset {letter.offset}
            </dd>
          </>
        )}
        {Object.entries(letter.headers).map(([name, value]) => (
          <Header key={name} name={name} value={value} />
        ))}
        {decision !== undefined && (
          <>
            <dt>Decided</dt>
            <dd>
              {DECIDED[decision.decision] ?? decision.decision} by {decision.actor}, <At at={decision.at} day />
              {decision.why !== '' && `: ${decision.why}`}
            </dd>
          </>
        )}
      </dl>
      {mayChange ? <Inside place={place} /> : <p className="quiet">Only operators see its content.</p>}
      {mayChange && (
        <div className="actions">
          {letter.actions.map((one) => (
            <Button
              key={one.order}
              size="sm"
              variant="secondary"
              title={one.effect}
              onClick={() => setAsked(one.order)}
            >
              {TITLES[one.order] ?? one.order}
            </Button>
          ))}
        </div>
      )}
      {action !== undefined && (
        <ReasonDialog
          title={TITLES[action.order] ?? action.order}
          effect={action.effect}
          give={give}
          given={() => undefined}
          answered={() => client.invalidateQueries({ queryKey: LIST })}
          close={() => setAsked(undefined)}
        />
      )}
    </div>
  );
}

function Header({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt className="mono">{name}</dt>
      <dd className="mono">{value}</dd>
    </>
  );
}

/** Records that nobody could use, and what to do with them. */
export default function DeadLettersPage() {
  useTitle('Dead letters');
  const [address, change] = useAddress('/dead-letters');
  const open = address.get('place') ?? '';
  const letters = useInfiniteQuery({
    queryKey: LIST,
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      body(api.GET('/api/v1/dead-letters', { params: { query: { limit: PAGE, after: pageParam } } })),
    getNextPageParam: (last) => last.next,
    refetchInterval: EVERY_MILLIS,
  });
  const all = letters.data?.pages.flatMap((page) => page.items ?? []) ?? [];
  const undecided = all.filter((letter) => letter.decision === undefined).length;
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Dead letters</h1>
          <p className="quiet">
            Records on the bus that nobody could use. No saga waits for one: what was lost is asked for again.
            {undecided > 0 && ` ${undecided} ${undecided === 1 ? 'is' : 'are'} undecided.`}
          </p>
        </div>
      </div>
      <Fetched query={letters}>
        {() =>
          all.length === 0 ? (
            <EmptyState headingLevel="h2" titleText="There are none">
              <EmptyStateBody>Every record on the bus was understood by whom it was for.</EmptyStateBody>
            </EmptyState>
          ) : (
            <>
              <ul className="rows">
                {all.map((letter) => {
                  const place = String(letter.place);
                  return (
                    <li key={place} className={`card letter look-${letter.decision === undefined ? 'failed' : 'skipped'}`}>
                      <Head
                        letter={letter}
                        open={open === place}
                        toggle={() => change({ place: open === place ? undefined : place })}
                      />
                      {open === place && <Body letter={letter} />}
                    </li>
                  );
                })}
              </ul>
              {letters.hasNextPage && (
                <Button
                  variant="secondary"
                  isLoading={letters.isFetchingNextPage}
                  onClick={() => void letters.fetchNextPage()}
                >
                  Show older ones
                </Button>
              )}
            </>
          )
        }
      </Fetched>
    </>
  );
}
