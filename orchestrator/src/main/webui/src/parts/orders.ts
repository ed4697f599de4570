import type { Wanted } from '../api/orders';

const TITLES: Record<string, string> = {
  retry: 'Retry',
  skip: 'Skip',
  pause: 'Pause',
  resume: 'Resume',
  rerun: 'Rerun',
  rollback: 'Roll back',
  cancel: 'Cancel',
};

/** What a button or a dialog calls an order. */
export function titleOf({ action, step, group }: Pick<Wanted, 'action' | 'step' | 'group'>): string {
  const title = TITLES[action.order] ?? action.order;
  if (step !== undefined) {
    return `${title} this step`;
  }
  if (group !== undefined) {
    return `${title} these ${group.length} steps`;
  }
  return action.order === 'retry' ? 'Retry all that failed' : `${title} the saga`;
}
