import type { QueryClient } from '@tanstack/react-query';
import { api, body, type Entry, type Step } from '../api/client';
import { keys } from '../api/queries';

const GATHER_MILLIS = 250;
/** Above it, reading a saga's steps anew costs less than reading them one by one. */
const MOST_SINGLE_STEPS = 12;

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
        this.client.invalidateQueries({ queryKey: keys.integrations }),
        ...integrations.flatMap((name) => [
          this.client.invalidateQueries({ queryKey: keys.integration(name) }),
          this.client.invalidateQueries({ queryKey: keys.sagas(name) }),
        ]),
        ...[...steps].flatMap(([saga, names]) => [
          this.client.invalidateQueries({ queryKey: keys.saga(saga) }),
          this.client.invalidateQueries({ queryKey: keys.history(saga) }),
          this.client.invalidateQueries({ queryKey: keys.plan(saga) }),
          this.refreshSteps(saga, [...names]),
        ]),
      ]);
    } finally {
      this.busy = false;
    }
  }

  private async refreshSteps(id: string, names: string[]): Promise<void> {
    const queryKey = keys.steps(id);
    if (this.client.getQueryData(queryKey) === undefined) {
      return;
    }
    if (names.length > MOST_SINGLE_STEPS) {
      await this.client.invalidateQueries({ queryKey });
      return;
    }
    const read = await Promise.all(
      names.map((name) => body(api.GET('/api/v1/sagas/{id}/steps/{name}', { params: { path: { id, name } } }))),
    );
    const fresh = new Map(read.map((step) => [step.name, step]));
    this.client.setQueryData<Step[]>(queryKey, (known) => known?.map((step) => fresh.get(step.name) ?? step));
  }
}
