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
  NOT_A_CLOUD_EVENT: 'This is not a message from Mooring: the headers that every Mooring message carries are missing.',
  UNKNOWN_TYPE: 'A message of this type does not belong on this topic. A newer release may have sent it.',
  EMPTY: 'The message has no content.',
  TOO_LONG: 'The message is longer than any that Mooring sends.',
  NOT_JSON: 'The content is not JSON.',
  NOT_THIS_TYPE: 'The content is JSON, but does not have the fields of its message type.',
};

const TITLES: Record<string, string> = { redrive: 'Send again', discard: 'Discard' };
const DECIDED: Record<string, string> = { redriven: 'sent again', discarded: 'discarded' };
const DECIDED_AS_HEAD: Record<string, string> = { redriven: 'Sent again', discarded: 'Discarded' };

function Head({ letter, open, toggle }: { letter: DeadLetter; open: boolean; toggle(): void }) {
  return (
    <button type="button" className="letter-head" aria-expanded={open} onClick={toggle}>
      <Glyph
        look={letter.decision === undefined ? 'failed' : 'skipped'}
        size={18}
        label={letter.decision === undefined ? 'needs a decision' : 'decided'}
      />
      <span className="letter-reason">
        <strong>{letter.reason.toLowerCase().replaceAll('_', ' ')}</strong>
        <span className="quiet">
          {letter.topic ?? 'from an unknown topic'} · {letter.size} bytes{letter.key != null && ` · key ${letter.key}`}
        </span>
      </span>
      <span className="quiet">
        {letter.decision === undefined ? 'received' : (DECIDED[letter.decision.decision] ?? letter.decision.decision)}{' '}
        <Ago at={letter.decision?.at ?? letter.at} />
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
            <p className="quiet">The message is empty.</p>
          ) : (
            <pre className="raw" tabIndex={0} role="region" aria-label={`Content of dead letter ${place}`}>
              {read.raw}
            </pre>
          )}
          {read.form === 'hex' && <p className="quiet">The content is not text, so it is shown as hexadecimal bytes.</p>}
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
        <dt>Received</dt>
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
            <dt>{DECIDED_AS_HEAD[decision.decision] ?? decision.decision}</dt>
            <dd>
              <At at={decision.at} day /> by {decision.actor}
              {decision.why === '' ? ', no reason given' : `: ${decision.why}`}
            </dd>
          </>
        )}
      </dl>
      {mayChange ? <Inside place={place} /> : <p className="quiet">Only operators can see the content.</p>}
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
            Messages on Kafka that no service could read. No saga waits for them: Mooring asks again for what was lost.
            {undecided > 0 && ` ${undecided} ${undecided === 1 ? 'needs' : 'need'} a decision.`}
          </p>
        </div>
      </div>
      <Fetched query={letters}>
        {() =>
          all.length === 0 ? (
            <EmptyState headingLevel="h2" titleText="No dead letters">
              <EmptyStateBody>Every message on Kafka could be read by the service it was for.</EmptyStateBody>
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
                  Show older
                </Button>
              )}
            </>
          )
        }
      </Fetched>
    </>
  );
}
