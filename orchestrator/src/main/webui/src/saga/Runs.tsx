import { ExpandableSection } from '@patternfly/react-core';
import { useState } from 'react';
import type { Attempt, Run, Saga, Step } from '../api/client';
import { useAttempts } from '../api/queries';
import { duration } from '../parts/time';

/** What each attempt ran on which node, and what that said; secrets were left out before it was told. */
export function Runs({ saga, step }: { saga: Saga; step: Step }) {
  const attempts = (useAttempts(saga.id, step).data ?? []).filter((attempt) => (attempt.ran ?? []).length > 0);
  return attempts.length === 0 ? null : (
    <section>
      <h3>What it ran</h3>
      {attempts.map((attempt) => (
        <OfAttempt key={`${attempt.attempt} ${attempt.at}`} attempt={attempt} last={attempt === attempts.at(-1)} />
      ))}
    </section>
  );
}

function OfAttempt({ attempt, last }: { attempt: Attempt; last: boolean }) {
  const ran = attempt.ran ?? [];
  const [open, setOpen] = useState(last && ran.some(isFailed));
  return (
    <ExpandableSection
      toggleText={`Attempt ${attempt.attempt}: ${ran.length} ${ran.length === 1 ? 'command' : 'commands'}`}
      isExpanded={open}
      onToggle={(_, expanded) => setOpen(expanded)}
    >
      <ol className="tries">
        {ran.map((run) => (
          <OfRun key={run.number} run={run} />
        ))}
      </ol>
    </ExpandableSection>
  );
}

/** Zero of a command, 2xx and 3xx of a request. */
function isFailed({ status }: Run): boolean {
  return status === undefined || !(status === 0 || (status >= 200 && status < 400));
}

function OfRun({ run }: { run: Run }) {
  return (
    <li>
      <span>
        <span className={isFailed(run) ? 'code code-danger' : 'code'} title="Exit status of the command, or status of the HTTP request">
          {run.status ?? 'no status'}
        </span>{' '}
        <strong>{run.what}</strong>{' '}
        <span className="quiet">
          on {run.node}, {duration(run.durationMillis)}
        </span>
      </span>
      {run.arguments.length > 0 && <span className="mono run-arguments">{run.arguments.join(' ')}</span>}
      {run.output === '' ? (
        run.size > 0 && <span className="quiet">Its output ({run.size} bytes) is confidential and not shown.</span>
      ) : (
        <pre className="raw" tabIndex={0} role="region" aria-label={`Output of ${run.what}, number ${run.number}`}>
          {run.output}
        </pre>
      )}
    </li>
  );
}
