import { Button, EmptyState, EmptyStateBody } from '@patternfly/react-core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { api, body, type Deed } from '../api/client';
import { useAddress } from '../saga/address';
import { Fetched } from '../parts/Fetched';
import { At } from '../parts/time';
import { useTitle } from '../parts/title';

const PAGE = 100;

const DEEDS: Record<string, string> = {
  'document-submitted': 'saved a document',
  'saga-started': 'started a saga',
  'retry-requested': 'retried',
  'step-skipped': 'skipped a step',
  'decision-taken': 'made a decision',
  'pause-requested': 'paused',
  'saga-resumed': 'resumed',
  'cancel-requested': 'cancelled',
  'dead-letter-redriven': 'sent a dead letter again',
  'dead-letter-discarded': 'discarded a dead letter',
};

function Row({ deed, only }: { deed: Deed; only(changes: Record<string, string>): void }) {
  return (
    <tr>
      <td className="nowrap">
        <At at={deed.at} day />
      </td>
      <td>
        <button type="button" className="chip" title={`Show only actions by ${deed.actor}`} onClick={() => only({ actor: deed.actor })}>
          {deed.actor}
        </button>
      </td>
      <td>
        {deed.saga === undefined ? (
          DEEDS[deed.deed] ?? deed.deed
        ) : (
          <Link
            href={`/sagas/${deed.saga}${deed.step === undefined ? '' : `?step=${encodeURIComponent(deed.step)}`}`}
          >
            {DEEDS[deed.deed] ?? deed.deed}
          </Link>
        )}
        <span className="quiet block">{deed.summary}</span>
      </td>
      <td>{deed.integration !== undefined && <Link href={`/integrations/${deed.integration}`}>{deed.integration}</Link>}</td>
      <td data-label="Reason">{deed.why === '' ? <span className="quiet">none given</span> : deed.why}</td>
    </tr>
  );
}

/** Who did what, and why. */
export default function AuditPage() {
  useTitle('Audit');
  const [address, change] = useAddress('/audit');
  const actor = address.get('actor') ?? '';
  const integration = address.get('integration') ?? '';
  const audit = useInfiniteQuery({
    queryKey: ['audit', actor, integration],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      body(api.GET('/api/v1/audit', { params: { query: { limit: PAGE, after: pageParam, actor, integration } } })),
    getNextPageParam: (last) => last.next,
    refetchInterval: 15_000,
  });
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Audit</h1>
          <p className="quiet">
            Documents, sagas, orders and decisions, newest first. What Mooring starts by itself is listed under “orchestrator”.
          </p>
        </div>
        <div className="actions">
          {actor !== '' && <Filter words={`by ${actor}`} end={() => change({ actor: undefined })} />}
          {integration !== '' && <Filter words={`for ${integration}`} end={() => change({ integration: undefined })} />}
        </div>
      </div>
      <Fetched query={audit}>
        {(read) => {
          const deeds = read.pages.flatMap((page) => page.items ?? []);
          return deeds.length === 0 ? (
            <EmptyState headingLevel="h2" titleText="No actions yet">
              <EmptyStateBody>Everyone who saves a document or gives an order is listed here, with the reason.</EmptyStateBody>
            </EmptyState>
          ) : (
            <>
              <section className="card scroll gap-below" aria-label="Who did what" tabIndex={0}>
                <table className="runs stacked">
                  <thead>
                    <tr>
                      <th scope="col">When</th>
                      <th scope="col">Who</th>
                      <th scope="col">What</th>
                      <th scope="col">Integration</th>
                      <th scope="col">Reason</th>
                    </tr>
                  </thead>
                  <tbody>
                    {deeds.map((deed) => (
                      <Row key={deed.at + deed.key} deed={deed} only={change} />
                    ))}
                  </tbody>
                </table>
              </section>
              {audit.hasNextPage && (
                <Button
                  variant="secondary"
                  isLoading={audit.isFetchingNextPage}
                  onClick={() => void audit.fetchNextPage()}
                >
                  Show older
                </Button>
              )}
            </>
          );
        }}
      </Fetched>
    </>
  );
}

function Filter({ words, end }: { words: string; end(): void }) {
  return (
    <Button variant="secondary" size="sm" title="Remove this filter" onClick={end}>
      {words} ✕
    </Button>
  );
}
