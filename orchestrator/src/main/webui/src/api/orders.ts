import { api, body, type Saga, type Step } from './client';

/** What can be told a saga now, in the words of the API: what it will do, to which steps, on which nodes. */
export type Action = Saga['actions'][number];

/** An order that is about to be given. */
export interface Wanted {
  saga: Saga;
  action: Action;
  step?: Step;
  /** Of the failed steps all, or all of one action. */
  group?: readonly Step[];
  /** For a decision: what is decided, and how. */
  finding?: string;
  choice?: string;
}

/**
 * Gives an order. A saga at rest takes it only as its giver saw it: when something has happened since, it is refused. The
 * answer is that saga, or the one that the order has started.
 */
export async function give(wanted: Wanted, why: string): Promise<Saga> {
  const { saga, action, step, group, finding = '', choice = '' } = wanted;
  // A saga that runs moves all the time; there only the orchestrator can say whether the order still means something.
  const seen = saga.endedAt === undefined ? {} : { 'If-Match': `"${saga.version}"` };
  const params = { path: { id: saga.id }, header: seen };
  const named = step?.name ?? '';
  switch (action.order) {
    case 'retry':
      return (await body(api.POST('/api/v1/sagas/{id}/retry', { params, body: { select: named || actionOf(group) || 'all', why } }))).saga;
    case 'skip':
      return (await body(api.POST('/api/v1/sagas/{id}/skip', { params, body: { step: named, why } }))).saga;
    case 'resolve':
      return (await body(api.POST('/api/v1/sagas/{id}/resolve', { params, body: { step: named, finding, choice, why } })))
        .saga;
    case 'pause':
      return (await body(api.POST('/api/v1/sagas/{id}/pause', { params, body: { why } }))).saga;
    case 'resume':
      return (await body(api.POST('/api/v1/sagas/{id}/resume', { params, body: { why } }))).saga;
    case 'cancel':
      return (await body(api.POST('/api/v1/sagas/{id}/cancel', { params, body: { why } }))).saga;
    case 'rerun':
      return body(api.POST('/api/v1/sagas/{id}/rerun', { params: { path: { id: saga.id } }, body: { why } }));
    case 'rollback':
      return body(api.POST('/api/v1/sagas/{id}/rollback', { params: { path: { id: saga.id } }, body: { why } }));
    default:
      throw new Error(`The page does not know the order ${action.order}; ./mooring ${action.order} gives it.`);
  }
}

/** The one that all of them are of. */
function actionOf(group: readonly Step[] = []): string | undefined {
  const actions = new Set(group.map((step) => step.action));
  return actions.size === 1 ? group[0]?.action : undefined;
}

/** The orders that this page can give. */
export const KNOWN: readonly string[] = ['retry', 'resume', 'pause', 'skip', 'rerun', 'rollback', 'cancel'];

/** Those that are about one step, so that they are given there. */
export const OF_STEPS: readonly string[] = ['skip'];

/** Those that can be given to several failed steps at once. */
export const OF_GROUPS: readonly string[] = ['retry'];
