import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { EmptyState, EmptyStateBody } from '@patternfly/react-core';
import type { Saga, Step } from '../api/client';
import { Glyph } from '../parts/Glyph';
import { Middle } from '../parts/Middle';
import { lookOfStep, WORDS } from '../parts/look';
import { useRoom } from '../parts/room';
import { duration, useClock } from '../parts/time';
import { ticksOf, timeLine, type Bar } from './timeline';

const ROW_PIXELS = 28;
/** Where there is no room, the name stands above its bar. */
const NARROW_ROW_PIXELS = 50;

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
  const height = useRoom() ? ROW_PIXELS : NARROW_ROW_PIXELS;
  const virtual = useVirtualizer({
    count: line.bars.length,
    getScrollElement: () => box.current,
    estimateSize: () => height,
    overscan: 12,
    useFlushSync: false,
  });
  useEffect(() => virtual.measure(), [virtual, height]);
  const share = (millis: number) => `${(100 * millis) / (line.to - line.from)}%`;
  if (line.bars.length === 0) {
    return (
      <EmptyState headingLevel="h2" titleText="No step has started yet">
        <EmptyStateBody>The timeline fills as soon as the first one does.</EmptyStateBody>
      </EmptyState>
    );
  }
  const ticks = ticksOf(line);
  return (
    <div className="card">
      <div className="line" ref={box} tabIndex={0} role="region" aria-label="Timeline of the steps">
        <div className="line-axis">
          <div className="line-track">
            {ticks.map((tick) => (
              <span key={tick} className="line-tick" style={{ left: share(tick) }}>
                {wordsOfTick(tick)}
              </span>
            ))}
          </div>
        </div>
        <div className="line-inner" style={{ height: line.bars.length * height }}>
          <div className="line-grid" aria-hidden>
            <div className="line-track">
              {ticks.map((tick) => (
                <span key={tick} className="line-rule" style={{ left: share(tick) }} />
              ))}
            </div>
          </div>
          {virtual.getVirtualItems().map((item) => {
            const bar = line.bars[item.index];
            return bar === undefined ? null : (
              <div
                key={bar.step.name}
                className={`line-row ${bar.critical ? 'line-critical' : ''}`}
                style={{ height, transform: `translateY(${item.index * height}px)` }}
              >
                <Row bar={bar} from={line.from} share={share} choose={choose} />
              </div>
            );
          })}
        </div>
      </div>
      <p className="legend quiet">
        {duration(line.to - line.from)} {saga.endedAt === undefined ? 'so far' : 'from start to end'}. Dotted: waiting, although everything before it was done. Bold and
        outlined: the critical path. Only a faster step on it makes the whole saga faster.
      </p>
    </div>
  );
}

/** Round times without the zeros that say how exact they are. */
function wordsOfTick(tick: number): string {
  return tick === 0 ? '0' : duration(tick).replace(/\.0 s$/, ' s').replace(/ 00 (s|min)$/, '');
}

interface RowProps {
  bar: Bar;
  from: number;
  share(millis: number): string;
  choose(step: string): void;
}

function Row({ bar, from, share, choose }: RowProps) {
  const { step, start, end, free, critical } = bar;
  const look = lookOfStep(step);
  const waited = start - free;
  return (
    <>
      <button
        type="button"
        className="line-name"
        title={`${step.name}: ${WORDS[look]}`}
        onClick={() => choose(step.name)}
      >
        <Glyph look={look} size={13} label={WORDS[look]} />
        <Middle text={step.name} />
      </button>
      <div
        className="line-track"
        title={`waited ${duration(waited)}, took ${duration(end - start)}${critical ? ', on the critical path' : ''}`}
      >
        <span className="line-waited" style={{ left: share(free - from), width: share(waited) }} />
        <span
          className={`line-bar look-${look} ${critical ? 'critical' : ''}`}
          style={{ left: share(start - from), width: share(end - start) }}
        />
      </div>
      <span className="line-took">{duration(end - start)}</span>
    </>
  );
}
