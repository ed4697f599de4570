import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import { EmptyState, EmptyStateBody } from '@patternfly/react-core';
import type { Saga, Step } from '../api/client';
import { Glyph } from '../parts/Glyph';
import { Middle } from '../parts/Middle';
import { lookOfStep } from '../parts/look';
import { duration, useClock } from '../parts/time';
import { timeLine } from './timeline';

const ROW_PIXELS = 28;

interface Props {
  saga: Saga;
  steps: readonly Step[];
  choose(step: string): void;
}

/** When what ran and what it waited for; the path that made the whole as long as it was is framed. */
export function Line({ saga, steps, choose }: Props) {
  const { now } = useClock();
  const clock = saga.endedAt === undefined ? now : Date.parse(saga.endedAt);
  const line = useMemo(() => timeLine(steps, saga.createdAt, clock), [steps, saga.createdAt, clock]);
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: line.bars.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PIXELS,
    overscan: 12,
    useFlushSync: false,
  });
  const share = (millis: number) => `${(100 * millis) / (line.to - line.from)}%`;
  if (line.bars.length === 0) {
    return (
      <EmptyState headingLevel="h2" titleText="No step has begun yet">
        <EmptyStateBody>The time line grows as soon as the first one does.</EmptyStateBody>
      </EmptyState>
    );
  }
  return (
    <div className="card">
      <div className="line" ref={box} tabIndex={0} role="region" aria-label="Time line of the steps">
        <div className="line-inner" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const bar = line.bars[item.index];
            if (bar === undefined) {
              return null;
            }
            const look = lookOfStep(bar.step);
            const waited = bar.start - bar.free;
            return (
              <div
                key={bar.step.name}
                className={`line-row ${bar.critical ? 'line-critical' : ''}`}
                style={{ height: ROW_PIXELS, transform: `translateY(${item.start}px)` }}
              >
                <button type="button" className="line-name" title={bar.step.name} onClick={() => choose(bar.step.name)}>
                  <Glyph look={look} size={13} />
                  <Middle text={bar.step.name} />
                </button>
                <div
                  className="line-track"
                  title={`waited ${duration(waited)}, took ${duration(bar.end - bar.start)}${bar.critical ? ', on the critical path' : ''}`}
                >
                  <span
                    className="line-waited"
                    style={{ left: share(bar.free - line.from), width: share(waited) }}
                  />
                  <span
                    className={`line-bar look-${look} ${bar.critical ? 'critical' : ''}`}
                    style={{ left: share(bar.start - line.from), width: share(bar.end - bar.start) }}
                  />
                </div>
                <span className="line-took">{duration(bar.end - bar.start)}</span>
              </div>
            );
          })}
        </div>
      </div>
      <p className="legend quiet">
        {duration(line.to - line.from)} from first to last. Dotted: waited, although all that comes first was done. Bold and
        framed: the critical path; only what shortens a step of it makes the whole shorter.
      </p>
    </div>
  );
}
