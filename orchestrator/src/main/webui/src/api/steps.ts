import { api, body, type Step } from './client';

/** The most that the API gives at once. */
const PAGE = 500;
/** Pages that are read at the same time: a browser opens six connections, and one is the stream's. */
const TOGETHER = 3;

/** Until when the steps that are known of a saga are known. */
const positions = new Map<string, string>();

interface Page {
  items: Step[];
  next: string | undefined;
  position: string | undefined;
}

async function page(id: string, query: { after?: string; since?: string }): Promise<Page> {
  const read = await body(api.GET('/api/v1/sagas/{id}/steps', { params: { path: { id }, query: { ...query, limit: PAGE } } }));
  return { items: read.items ?? [], next: read.next, position: read.position };
}

/** All steps of a saga in the order of the plan. Their ordinals say where each page begins, so that several are read at once. */
export async function readSteps(id: string): Promise<Step[]> {
  const first = await page(id, {});
  const steps = new Map(first.items.map((step) => [step.name, step]));
  let from = first.next;
  while (from !== undefined) {
    const start = Number(from);
    const pages = await Promise.all(
      Array.from({ length: TOGETHER }, (_, index) => page(id, { after: String(start + index * PAGE) })),
    );
    pages.forEach((read) => read.items.forEach((step) => steps.set(step.name, step)));
    from = pages.at(-1)?.next;
  }
  if (first.position !== undefined) {
    positions.set(id, first.position);
  }
  return [...steps.values()];
}

/** The same with what has changed since they were read, and nothing else read. */
export async function readChanges(id: string, known: readonly Step[]): Promise<Step[]> {
  const since = positions.get(id);
  if (since === undefined) {
    return readSteps(id);
  }
  const fresh = new Map<string, Step>();
  let read = await page(id, { since });
  const { position } = read;
  for (;;) {
    read.items.forEach((step) => fresh.set(step.name, step));
    if (read.next === undefined) {
      break;
    }
    read = await page(id, { since, after: read.next });
  }
  if (position !== undefined) {
    positions.set(id, position);
  }
  return fresh.size === 0 ? [...known] : known.map((step) => fresh.get(step.name) ?? step);
}
