import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { api, body, type Entry, type Step } from '../api/client';
import { keys } from '../api/queries';

const GATHER_MILLIS = 250;
/** Above it, reading a saga's steps anew costs less than reading them one by one. */
const MOST_SINGLE_STEPS = 12;

/**
 * Reads anew what the page has read. What is being read for the first time may have been answered before the change that
 * this is about, so it is read once more.
 */
export async function readAgain(client: QueryClient, queryKey: QueryKey): Promise<void> {
  const query = client.getQueryCache().find({ queryKey, exact: true });
  if (query !== undefined && query.state.data === undefined && query.state.fetchStatus === 'fetching') {
    await query.promise?.catch(() => undefined);
  }
  await client.invalidateQueries({ queryKey, exact: true });
}

/** Reads everything anew: while nobody told of changes there may have been some. */
export async function readAllAgain(client: QueryClient): Promise<void> {
  await Promise.all(client.getQueryCache().getAll().map((query) => readAgain(client, query.queryKey)));
}

/** Reads anew what entries of the history say has changed, and nothing else; many entries at once cost one reading. */
export class Refresher {
  private readonly steps = new Map<string, Set<string>>();
  private readonly integrations = new Set<string>();
  private timer: number | undefined;
  private busy = false;

  constructor(private readonly client: QueryClient) {}

  hear(entry: Entry): void {
    if (entry.saga !== undefined) {
      const touched = this.steps.get(entry.saga) ?? new Set();
      if (entry.step !== undefined) {
        touched.add(entry.step);
      }
      this.steps.set(entry.saga, touched);
    }
    if (entry.integration !== undefined) {
      this.integrations.add(entry.integration);
    }
    this.timer ??= window.setTimeout(() => void this.refresh(), GATHER_MILLIS);
  }

  stop(): void {
    window.clearTimeout(this.timer);
  }

  private async refresh(): Promise<void> {
    this.timer = undefined;
    if (this.busy) {
      this.timer = window.setTimeout(() => void this.refresh(), GATHER_MILLIS);
      return;
    }
    this.busy = true;
    const steps = new Map(this.steps);
    const integrations = [...this.integrations];
    this.steps.clear();
    this.integrations.clear();
    try {
      await Promise.all([
        this.again(keys.integrations),
        ...integrations.flatMap((name) => [
          this.again(keys.integration(name)),
          this.again(keys.sagas(name)),
        ]),
        ...[...steps].flatMap(([saga, names]) => [
          this.again(keys.saga(saga)),
          this.again(keys.history(saga)),
          this.again(keys.plan(saga)),
          this.refreshSteps(saga, [...names]),
        ]),
      ]);
    } finally {
      this.busy = false;
    }
  }

  private again(queryKey: QueryKey): Promise<void> {
    return readAgain(this.client, queryKey);
  }

  private async refreshSteps(id: string, names: string[]): Promise<void> {
    const queryKey = keys.steps(id);
    const state = this.client.getQueryState(queryKey);
    if (state === undefined) {
      return;
    }
    const whole = state.data !== undefined && !state.isInvalidated && state.fetchStatus !== 'fetching';
    if (!whole || names.length > MOST_SINGLE_STEPS) {
      await this.again(queryKey);
      return;
    }
    const read = await Promise.all(
      names.map((name) => body(api.GET('/api/v1/sagas/{id}/steps/{name}', { params: { path: { id, name } } }))),
    );
    const fresh = new Map(read.map((step) => [step.name, step]));
    this.client.setQueryData<Step[]>(queryKey, (known) => known?.map((step) => fresh.get(step.name) ?? step));
  }
}
