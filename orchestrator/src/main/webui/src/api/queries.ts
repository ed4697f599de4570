import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { all, api, body, type Entry, type Saga, type Step } from './client';
import { stepsOf } from './steps';

/** The most that the API gives at once. */
const PAGE = 500;

export const keys = {
  me: ['me'] as const,
  integrations: ['integrations'] as const,
  integration: (name: string) => ['integration', name] as const,
  source: (name: string) => ['source', name] as const,
  sagas: (name: string) => ['sagas', name] as const,
  saga: (id: string) => ['saga', id] as const,
  steps: (id: string) => ['steps', id] as const,
  /** One step with its attempts; it changes with the step's own attempt and state. */
  attempts: (id: string, step: Step) => ['attempts', id, step.name, step.attempt, step.state] as const,
  history: (id: string) => ['history', id] as const,
  /** What happened to one step; it changes with the step's own attempt and state. */
  stepHistory: (id: string, step: Step) => ['history', id, step.name, step.attempt, step.state] as const,
  plan: (id: string) => ['plan', id] as const,
};

/** The stream tells of sagas only; what people store is asked for again and again. */
const ASK_AGAIN_MILLIS = 5_000;
const ROLE_OF_CHANGES = 'operator';

/** Whether this person may change anything; false until it is known. */
export function useMayChange(): boolean {
  const me = useQuery({ queryKey: keys.me, queryFn: () => body(api.GET('/api/v1/me')), staleTime: Infinity });
  return me.data?.roles?.includes(ROLE_OF_CHANGES) ?? false;
}

export function useIntegrations() {
  return useQuery({
    queryKey: keys.integrations,
    queryFn: () => all((after) => body(api.GET('/api/v1/integrations', { params: { query: query(after) } }))),
    refetchInterval: ASK_AGAIN_MILLIS,
  });
}

export function useIntegration(name: string) {
  return useQuery({
    queryKey: keys.integration(name),
    queryFn: () => body(api.GET('/api/v1/integrations/{name}', { params: { path: { name } } })),
    refetchInterval: ASK_AGAIN_MILLIS,
  });
}

export function useSagas(name: string) {
  return useQuery({
    queryKey: keys.sagas(name),
    queryFn: () =>
      body(api.GET('/api/v1/integrations/{name}/sagas', { params: { path: { name }, query: { limit: 50 } } })),
  });
}

export function useSaga(id: string) {
  return useQuery({
    queryKey: keys.saga(id),
    queryFn: (): Promise<Saga> => body(api.GET('/api/v1/sagas/{id}', { params: { path: { id } } })),
  });
}

export function useSteps(id: string | undefined) {
  return useQuery({ ...stepsOf(useQueryClient(), id ?? ''), enabled: id !== undefined });
}

/** A plan of more steps than these is only read when all of them have looked. */
const LARGE = 500;

/** What a saga that only looks has found so far, and by what it can be applied. */
export function usePlan({ id, state, total }: Saga) {
  return useQuery({
    queryKey: keys.plan(id),
    queryFn: () => body(api.GET('/api/v1/sagas/{id}/plan', { params: { path: { id } } })),
    enabled: state !== 'running' || total <= LARGE,
  });
}

/** What the attempts of a step ran on nodes; read when somebody looks, since it is long. */
export function useAttempts(id: string, step: Step) {
  return useQuery({
    queryKey: keys.attempts(id, step),
    queryFn: async () => {
      const params = { path: { id, name: step.name } };
      return (await body(api.GET('/api/v1/sagas/{id}/steps/{name}', { params }))).attempts ?? [];
    },
    enabled: step.attempt > 0,
    placeholderData: (known) => known,
  });
}

/** As much of a long history is read at first. */
export const NEWEST = PAGE;

/**
 * What happened to a saga: the newest entries, read on from what is there already.
 *
 * @param last how many are wanted at least, where there are so many
 */
export function useHistory(client: QueryClient, id: string, last: number) {
  return useQuery({
    queryKey: keys.history(id),
    queryFn: async () => {
      const known = client.getQueryData<Entry[]>(keys.history(id)) ?? [];
      const read = known.length >= last ? [...known] : [];
      let from: { last: number } | { after: string } = read.length === 0 ? { last } : { after: String(read.at(-1)?.sequence) };
      for (;;) {
        const page = await body(
          api.GET('/api/v1/sagas/{id}/events', { params: { path: { id }, query: { ...from, limit: PAGE } } }),
        );
        const items = (page as { items?: Entry[] }).items ?? [];
        read.push(...items);
        if (items.length < PAGE) {
          return read;
        }
        from = { after: String(read.at(-1)?.sequence) };
      }
    },
  });
}

/** All that happened to one step. */
export function useStepHistory(id: string, step: Step) {
  return useQuery({
    queryKey: keys.stepHistory(id, step),
    queryFn: async () => {
      const params = { path: { id }, query: { step: step.name, limit: PAGE } };
      return ((await body(api.GET('/api/v1/sagas/{id}/events', { params }))) as { items?: Entry[] }).items ?? [];
    },
    placeholderData: (known) => known,
  });
}

function query(after: string | undefined) {
  return after === undefined ? { limit: PAGE } : { limit: PAGE, after };
}
