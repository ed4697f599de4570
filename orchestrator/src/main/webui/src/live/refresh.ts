import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { Entry } from '../api/client';
import { keys } from '../api/queries';
import { stepsKnown } from '../api/steps';

const GATHER_MILLIS = 250;
/** Drawing a saga of many steps anew takes a while; between two times people must be able to do something. */
const GATHER_MILLIS_OF_LARGE = 1000;
const MANY_STEPS = 2000;

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
  private readonly sagas = new Set<string>();
  private readonly integrations = new Set<string>();
  private timer: number | undefined;
  private busy = false;
  private large = false;

  constructor(private readonly client: QueryClient) {}

  hear(entry: Entry): void {
    if (entry.saga !== undefined) {
      this.sagas.add(entry.saga);
    }
    if (entry.integration !== undefined) {
      this.integrations.add(entry.integration);
    }
    this.timer ??= window.setTimeout(() => void this.refresh(), this.pause());
  }

  stop(): void {
    window.clearTimeout(this.timer);
  }

  private pause(): number {
    return this.large ? GATHER_MILLIS_OF_LARGE : GATHER_MILLIS;
  }

  private async refresh(): Promise<void> {
    this.timer = undefined;
    if (this.busy) {
      this.timer = window.setTimeout(() => void this.refresh(), this.pause());
      return;
    }
    this.busy = true;
    const sagas = [...this.sagas];
    const integrations = [...this.integrations];
    this.sagas.clear();
    this.integrations.clear();
    try {
      await Promise.all([
        this.again(keys.integrations),
        ...integrations.flatMap((name) => [
          this.again(keys.integration(name)),
          this.again(keys.sagas(name)),
        ]),
        ...sagas.flatMap((saga) => [
          this.again(keys.saga(saga)),
          this.again(keys.history(saga)),
          this.again(keys.plan(saga)),
          this.again(keys.steps(saga)),
        ]),
      ]);
    } finally {
      this.busy = false;
      this.large = sagas.some((saga) => stepsKnown(this.client, saga) > MANY_STEPS);
    }
  }

  private again(queryKey: QueryKey): Promise<void> {
    return readAgain(this.client, queryKey);
  }
}
