import type { Step } from '../api/client';

export interface Bar {
  step: Step;
  /** When all that it waited for was done; milliseconds. */
  free: number;
  start: number;
  end: number;
  critical: boolean;
}

export interface TimeLine {
  from: number;
  to: number;
  bars: Bar[];
}

/**
 * When what ran. A step waits for the steps that come first and for those before it on its node; the critical path goes
 * from the step that ended last back along what each waited for longest.
 */
export function timeLine(steps: readonly Step[], begun: string, now: number): TimeLine {
  const from = Date.parse(begun);
  const bars = new Map<string, Bar>();
  for (const step of steps) {
    if (step.startedAt === undefined) {
      continue;
    }
    const start = Date.parse(step.startedAt);
    const end = Math.max(start, step.endedAt === undefined ? now : Date.parse(step.endedAt));
    bars.set(step.name, { step, free: from, start, end, critical: false });
  }
  const sorted = [...bars.values()].sort((a, b) => a.start - b.start || a.end - b.end);
  const before = waits(sorted, bars);
  for (const bar of sorted) {
    bar.free = Math.min(bar.start, before.get(bar)?.end ?? from);
  }
  let at = sorted.reduce<Bar | undefined>((last, bar) => (last === undefined || bar.end > last.end ? bar : last), undefined);
  while (at !== undefined && !at.critical) {
    at.critical = true;
    at = before.get(at);
  }
  return { from, to: Math.max(from + 1, ...sorted.map((bar) => bar.end)), bars: sorted };
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const MOST_TICKS = 5;
const STEPS = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 20, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 20, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 4, 8, 24].map((hours) => hours * HOUR),
];

/** Round times since the beginning, few enough to be read on a phone; milliseconds. */
export function ticksOf({ from, to }: TimeLine): number[] {
  const length = to - from;
  const step = STEPS.find((one) => length / one <= MOST_TICKS) ?? Math.ceil(length / MOST_TICKS / (24 * HOUR)) * 24 * HOUR;
  return Array.from({ length: Math.floor(length / step) + 1 }, (_, index) => index * step);
}

/** For each bar the one that it waited for last. */
function waits(sorted: readonly Bar[], bars: ReadonlyMap<string, Bar>): Map<Bar, Bar> {
  const before = new Map<Bar, Bar>();
  const lastOfNode = new Map<string, Bar>();
  for (const bar of sorted) {
    const candidates = bar.step.dependsOn.map((name) => bars.get(name));
    candidates.push(lastOfNode.get(bar.step.node));
    for (const candidate of candidates) {
      const known = before.get(bar);
      if (candidate !== undefined && candidate.end <= bar.start && (known === undefined || candidate.end > known.end)) {
        before.set(bar, candidate);
      }
    }
    lastOfNode.set(bar.step.node, bar);
  }
  return before;
}
