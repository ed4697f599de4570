import { useQuery, type QueryClient } from '@tanstack/react-query';
import { all, api, body, type Entry, type Saga, type Step } from './client';

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
  plan: (id: string) => ['plan', id] as const,
};

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
  });
}

export function useIntegration(name: string) {
  return useQuery({
    queryKey: keys.integration(name),
    queryFn: () => body(api.GET('/api/v1/integrations/{name}', { params: { path: { name } } })),
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
  return useQuery({ queryKey: keys.steps(id ?? ''), queryFn: () => readSteps(id ?? ''), enabled: id !== undefined });
}

/** What a saga that only looks has found so far, and by what it can be applied. */
export function usePlan(id: string) {
  return useQuery({
    queryKey: keys.plan(id),
    queryFn: () => body(api.GET('/api/v1/sagas/{id}/plan', { params: { path: { id } } })),
  });
}

/** All steps of a saga in the order of the plan. */
export function readSteps(id: string): Promise<Step[]> {
  return all((after) =>
    body(api.GET('/api/v1/sagas/{id}/steps', { params: { path: { id }, query: query(after) } })),
  );
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

/** Everything that happened to a saga, read on from what is there already. */
export function useHistory(client: QueryClient, id: string) {
  return useQuery({
    queryKey: keys.history(id),
    queryFn: async () => {
      const known = client.getQueryData<Entry[]>(keys.history(id)) ?? [];
      const read = [...known];
      for (;;) {
        const after = String(read.at(-1)?.sequence ?? 0);
        const page = await body(
          api.GET('/api/v1/sagas/{id}/events', { params: { path: { id }, query: { after, limit: PAGE } } }),
        );
        const items = (page as { items?: Entry[] }).items ?? [];
        read.push(...items);
        if (items.length < PAGE) {
          return read;
        }
      }
    },
  });
}

function query(after: string | undefined) {
  return after === undefined ? { limit: PAGE } : { limit: PAGE, after };
}
