import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { all, api, body, type Step } from './client';

/** The most that the API gives at once. */
const PAGE = 500;
/** Pages that are read at the same time: a browser opens six connections, and one is the stream's. */
const TOGETHER = 3;

/** The steps of a saga in the order of the plan, and until when they are known. */
interface KnownSteps {
  steps: Step[];
  position: string | undefined;
}

interface Page {
  items: Step[];
  next: string | undefined;
  position: string | undefined;
}

const keyOf = (id: string) => ['steps', id] as const;

/** All steps of a saga. Read again, only what has changed is read: the first time costs as much as all others together. */
export function stepsOf(client: QueryClient, id: string) {
  const queryKey = keyOf(id);
  return queryOptions({
    queryKey,
    queryFn: ({ signal }): Promise<KnownSteps> => {
      const known = client.getQueryData<KnownSteps>(queryKey);
      return known?.position === undefined ? readAll(id, signal) : readChanges(id, known.steps, known.position, signal);
    },
    select: stepsAlone,
    // Steps that have not changed are the same objects already.
    structuralSharing: false,
  });
}

/** The steps of a saga on one node, as they are now: of a saga that has ended they stay so. */
export function stepsOnNode(id: string, node: string) {
  return queryOptions({
    queryKey: [...keyOf(id), node] as const,
    queryFn: ({ signal }): Promise<Step[]> =>
      all((after) => page(id, after === undefined ? { node } : { node, after }, signal)),
  });
}

const stepsAlone = (known: KnownSteps) => known.steps;

/** How many steps of a saga this tab knows. */
export function stepsKnown(client: QueryClient, id: string): number {
  return client.getQueryData<KnownSteps>(keyOf(id))?.steps.length ?? 0;
}

async function page(id: string, query: { after?: string; since?: string; node?: string }, signal: AbortSignal): Promise<Page> {
  const read = await body(
    api.GET('/api/v1/sagas/{id}/steps', { params: { path: { id }, query: { ...query, limit: PAGE } }, signal }),
  );
  return { items: read.items ?? [], next: read.next, position: read.position };
}

/** Their ordinals say where each page begins, so that several are read at once. */
async function readAll(id: string, signal: AbortSignal): Promise<KnownSteps> {
  const first = await page(id, {}, signal);
  const steps = new Map(first.items.map((step) => [step.name, step]));
  let from = first.next;
  while (from !== undefined) {
    const start = Number(from);
    const pages = await Promise.all(
      Array.from({ length: TOGETHER }, (_, index) => page(id, { after: String(start + index * PAGE) }, signal)),
    );
    pages.forEach((read) => read.items.forEach((step) => steps.set(step.name, step)));
    from = pages.at(-1)?.next;
  }
  return { steps: [...steps.values()], position: first.position };
}

async function readChanges(id: string, known: Step[], since: string, signal: AbortSignal): Promise<KnownSteps> {
  const fresh = new Map<string, Step>();
  let read = await page(id, { since }, signal);
  const position = read.position ?? since;
  for (;;) {
    read.items.forEach((step) => fresh.set(step.name, step));
    if (read.next === undefined) {
      break;
    }
    read = await page(id, { since, after: read.next }, signal);
  }
  return { steps: fresh.size === 0 ? known : known.map((step) => fresh.get(step.name) ?? step), position };
}
