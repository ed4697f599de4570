import type { Saga } from '../api/client';
import { counted, onlyLooks, type Look } from './look';

/** All steps of a saga as one bar: what is done, at work, broken, to come. */
export function Progress({ saga }: { saga: Saga }) {
  const counts = saga.counts;
  const changed = counts.changed ?? 0;
  const parts: [Look, number, string?][] = [
    [onlyLooks(saga.kind) ? 'differs' : 'changed', changed],
    ['unchanged', (counts.succeeded ?? 0) - changed],
    ['failed', counts.failed ?? 0],
    ['backing-off', counts.backingOff ?? 0],
    ['running', counts.running ?? 0],
    ['skipped', (counts.skipped ?? 0) + (counts.cancelled ?? 0), 'left out'],
    ['waiting', (counts.waiting ?? 0) + (counts.ready ?? 0), 'to do'],
  ];
  const shown = parts.filter(([, count]) => count > 0);
  const words = shown
    .map(([look, count, word]) => (word === undefined ? counted(count, look) : `${count} ${word}`))
    .join(', ');
  return (
    <div className="progress">
      <div className="progress-bar" role="img" aria-label={`${saga.total} steps: ${words}`} title={words}>
        {shown.map(([look, count]) => (
          <span key={look} className={`progress-part look-${look}`} style={{ flexGrow: count }} />
        ))}
      </div>
      <span className="progress-words">
        {counts.succeeded ?? 0} of {saga.total} steps done
      </span>
    </div>
  );
}
