import { Alert, Button, EmptyState, EmptyStateBody, EmptyStateFooter, Skeleton } from '@patternfly/react-core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Refused } from '../api/client';

/** What was read, or why it can't be shown yet and what to do about it. What was read before stays while it fails. */
export function Fetched<T>({ query, children }: { query: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) {
    return (
      <>
        {query.error !== null && !isSignedOut(query.error) && (
          <Alert isInline variant="warning" title="Could not refresh: this may be out of date" className="gap-below">
            {wordsOf(query.error)}
          </Alert>
        )}
        {children(query.data)}
      </>
    );
  }
  if (query.error !== null) {
    return <Failed error={query.error} again={() => void query.refetch()} />;
  }
  return (
    <div className="loading" role="status" aria-busy="true" aria-label="Loading">
      <Skeleton width="40%" height="1.6rem" />
      <Skeleton width="100%" height="5rem" />
      <Skeleton width="70%" />
    </div>
  );
}

export function isSignedOut(error: unknown): boolean {
  return error instanceof Refused && error.status === 401;
}

/** What went wrong and what to do about it, for people. */
export function wordsOf(error: unknown): string {
  if (error instanceof Refused) {
    return error.problem.detail ?? error.message;
  }
  return 'The server does not answer. Is Mooring running? Start it with ./mooring up.';
}

function Failed({ error, again }: { error: unknown; again: () => void }) {
  if (isSignedOut(error)) {
    return (
      <EmptyState headingLevel="h1" titleText="This browser is not signed in">
        <EmptyStateBody>
          Run <code>./mooring open</code> on the machine that runs Mooring. It prints a link that signs one browser in, once.
        </EmptyStateBody>
      </EmptyState>
    );
  }
  const title = error instanceof Refused ? error.message : 'Mooring can’t be reached';
  return (
    <EmptyState headingLevel="h1" status="danger" titleText={title}>
      <EmptyStateBody>{wordsOf(error)}</EmptyStateBody>
      <EmptyStateFooter>
        <Button variant="secondary" onClick={again}>
          Try again
        </Button>
      </EmptyStateFooter>
    </EmptyState>
  );
}
