import type { Saga } from '../api/client';

/** All steps of a saga as one bar: what is done, at work, broken, to come. */
export function Progress({ saga }: { saga: Saga }) {
  const counts = saga.counts;
  const changed = counts.changed ?? 0;
  const parts: [string, number, string][] = [
    ['changed', changed, 'changed'],
    ['unchanged', (counts.succeeded ?? 0) - changed, 'already as wanted'],
    ['failed', (counts.failed ?? 0) + (counts.deciding ?? 0), 'need you'],
    ['backing-off', counts.backingOff ?? 0, 'tried again soon'],
    ['running', counts.running ?? 0, 'running'],
    ['skipped', (counts.skipped ?? 0) + (counts.cancelled ?? 0), 'left out'],
    ['waiting', (counts.waiting ?? 0) + (counts.ready ?? 0), 'to come'],
  ];
  const shown = parts.filter(([, count]) => count > 0);
  const words = shown.map(([, count, word]) => `${count} ${word}`).join(', ');
  return (
    <div className="progress">
      <div className="progress-bar" role="img" aria-label={`${saga.total} steps: ${words}`} title={words}>
        {shown.map(([look, count]) => (
          <span key={look} className={`progress-part look-${look}`} style={{ flexGrow: count }} />
        ))}
      </div>
      <span className="progress-words">
        {counts.succeeded ?? 0} of {saga.total}
      </span>
    </div>
  );
}
