import type { Step } from '../api/client';

/** How a step, or anything that stands for steps, is shown: each look has a shape and a colour of its own. */
export type Look =
  | 'failed'
  | 'backing-off'
  | 'running'
  | 'paused'
  | 'ready'
  | 'waiting'
  | 'differs'
  | 'changed'
  | 'unchanged'
  | 'skipped'
  | 'cancelled'
  | 'nothing';

/** From what needs a person to what needs nobody. */
export const URGENCY: readonly Look[] = [
  'failed',
  'backing-off',
  'running',
  'paused',
  'ready',
  'waiting',
  'skipped',
  'cancelled',
  'differs',
  'changed',
  'unchanged',
  'nothing',
];

export const WORDS: Record<Look, string> = {
  failed: 'needs you',
  'backing-off': 'tried again soon',
  running: 'running',
  paused: 'paused',
  ready: 'waits for its node',
  waiting: 'waits for other steps',
  differs: 'differs from what is wanted',
  changed: 'done, changed',
  unchanged: 'done, nothing to change',
  skipped: 'skipped',
  cancelled: 'cancelled',
  nothing: 'not part of this run',
};

export function lookOfStep(step: Step): Look {
  switch (step.state) {
    case 'succeeded':
      if (step.mode === 'plan') {
        return step.changes.length > 0 ? 'differs' : 'unchanged';
      }
      return step.changed ? 'changed' : 'unchanged';
    case 'failed':
    case 'halted':
      return 'failed';
    case 'running':
    case 'backing-off':
    case 'ready':
    case 'waiting':
    case 'skipped':
    case 'cancelled':
    case 'changed':
    case 'unchanged':
      return step.state;
    default:
      return 'waiting';
  }
}

/** The most urgent of several. */
export function worst(looks: readonly Look[]): Look {
  const present = new Set(looks);
  return URGENCY.find((look) => present.has(look)) ?? 'nothing';
}

const LOOKING = 'inspect-';

/** How steps stand together: a look counts no more once what it asked for was done. */
export function lookOfSteps(steps: readonly Step[]): Look {
  const done = new Set(steps.filter((step) => step.state === 'succeeded').map((step) => step.name));
  const followed = (name: string) => name.startsWith(LOOKING) && done.has(name.slice(LOOKING.length));
  return worst(steps.filter((step) => !followed(step.name)).map(lookOfStep));
}

export function lookOfState(state: string): Look {
  switch (state) {
    case 'running':
    case 'created':
      return 'running';
    case 'incident':
    case 'quarantined':
      return 'failed';
    case 'succeeded':
      return 'changed';
    case 'paused':
      return 'paused';
    case 'drifted':
      return 'differs';
    case 'cancelled':
    case 'rolled-back':
      return 'cancelled';
    default:
      return 'waiting';
  }
}

const STATES: Record<string, string> = {
  declared: 'declared',
  created: 'waits to begin',
  waiting: 'waits for another integration',
  running: 'running',
  paused: 'paused',
  succeeded: 'succeeded',
  incident: 'needs you',
  quarantined: 'set aside',
  cancelled: 'cancelled',
  'rolled-back': 'rolled back',
  drifted: 'drifted',
};

export function wordsOfState(state: string): string {
  return STATES[state] ?? state.replaceAll('-', ' ');
}
