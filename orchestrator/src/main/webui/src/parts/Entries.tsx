import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useReducer, useRef } from 'react';
import { flushSync } from 'react-dom';
import { Link } from 'wouter';
import type { Entry } from '../api/client';
import { Glyph } from './Glyph';
import { lookOfEntry, typeWords, wordsOfEntry } from './entries';
import { StepName } from './StepName';
import { At } from './time';

const ROW_PIXELS = 66;
const SERVICES = ['orchestrator', 'ceph', 'keyring', 'libvirt', 'openstack-config'];

interface Props {
  /** In the order in which they happened. */
  entries: readonly Entry[];
  /** Stays at the newest one. */
  following: boolean;
  /** Whose saga is known from the page it stands on. */
  ofOneSaga?: boolean;
  label: string;
}

/** What happened, newest at the top; only what is in sight is drawn. */
export function Entries({ entries, following, ofOneSaga = false, label }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  // A function of its own for each drawing would have all rows measured anew each time.
  const keyOf = useCallback(
    (index: number) => entries[entries.length - 1 - index]?.sequence ?? index,
    [entries],
  );
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PIXELS,
    getItemKey: keyOf,
    overscan: 8,
    useFlushSync: false,
  });
  useEffect(() => {
    if (following) {
      box.current?.scrollTo({ top: 0 });
    }
  }, [following, entries.length]);
  useEffect(() => {
    const { current } = box;
    if (current === null) {
      return undefined;
    }
    // The rows have been measured at the new width by then: drawn a moment later, they would overlap or leave gaps.
    const observer = new ResizeObserver(() => flushSync(redraw));
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return (
    <div className="entries" ref={box} tabIndex={0} role="region" aria-label={label}>
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map((item) => {
          const entry = entries[entries.length - 1 - item.index];
          return entry === undefined ? null : (
            <div
              key={item.key}
              data-index={item.index}
              ref={virtual.measureElement}
              className="entry"
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <At at={entry.at ?? ''} />
              <Glyph look={lookOfEntry(entry)} label={typeWords(entry.type ?? '')} size={14} />
              <span className="entry-text">{wordsOfEntry(entry)}</span>
              <Where entry={entry} ofOneSaga={ofOneSaga} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Where({ entry, ofOneSaga }: { entry: Entry; ofOneSaga: boolean }) {
  const step = entry.step;
  const href = step === undefined ? `/sagas/${entry.saga}` : `/sagas/${entry.saga}?step=${encodeURIComponent(step)}`;
  const attempt = entry.attempt !== undefined && entry.attempt > 1 ? `, attempt ${entry.attempt}` : '';
  // Which service tells of a step is known from the step.
  const isPerson = entry.actor !== undefined && !SERVICES.includes(entry.actor);
  return (
    <span className="entry-where">
      <Link href={href}>{step === undefined ? (ofOneSaga ? 'the saga' : `saga of ${entry.integration}`) : <StepName name={step} />}</Link>
      {attempt}
      {!ofOneSaga && step !== undefined && (
        <>
          {' · '}
          <span className="step-part">{entry.integration}</span>
        </>
      )}
      {isPerson && ` · ${entry.actor}`}
    </span>
  );
}
