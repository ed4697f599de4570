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
  'backing-off': 'waiting to retry',
  running: 'running',
  paused: 'paused',
  ready: 'waiting for its node',
  waiting: 'waiting for other steps',
  differs: 'would change',
  changed: 'changed',
  unchanged: 'no change needed',
  skipped: 'skipped',
  cancelled: 'cancelled',
  nothing: 'not part of this run',
};

/** How many stand so. All words but one fit one as well as many. */
export function counted(count: number, look: Look): string {
  return `${count} ${look === 'failed' && count !== 1 ? 'need you' : WORDS[look]}`;
}

/** Whether a saga of that kind changes nothing on any node. */
export function onlyLooks(kind: string): boolean {
  return kind === 'plan' || kind === 'check' || kind === 'verify';
}

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

/** The steps that say how things stand: a look counts no more once what it asked for was done. */
export function standing(steps: readonly Step[]): Step[] {
  const done = new Set(steps.filter((step) => step.state === 'succeeded').map((step) => step.name));
  return steps.filter(({ name }) => !(name.startsWith(LOOKING) && done.has(name.slice(LOOKING.length))));
}

/** How steps stand together. */
export function lookOfSteps(steps: readonly Step[]): Look {
  return worst(standing(steps).map(lookOfStep));
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
  declared: 'not applied yet',
  created: 'waiting to start',
  waiting: 'waiting for another integration',
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
