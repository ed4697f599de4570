import createClient from 'openapi-fetch';
import type { components, paths } from '#api';

type Schemas = components['schemas'];
export type Integration = Schemas['Integration'];
export type Saga = Schemas['Saga'];
export type Step = Schemas['Step'];
export type Entry = Schemas['HistoryEntry'];
export type Problem = Schemas['Problem'];
export type Finding = Schemas['Finding'];
export type Change = Schemas['Change'];
export type Plan = Schemas['Plan'];

/** The API, with the paths and types of its OpenAPI document. The browser's cookie signs in. */
export const api = createClient<paths>({ baseUrl: window.location.origin, headers: { Accept: 'application/json' } });

/** What the API refused, in its own words. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(problem.title ?? `The API answered ${status}`);
  }
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of an answer, or the refusal as an error. */
export async function body<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await answer;
  if (!response.ok || data === undefined) {
    throw new Refused(response.status, problemOf(error));
  }
  return data;
}

function problemOf(error: unknown): Problem {
  return typeof error === 'object' && error !== null ? (error as Problem) : {};
}

/** All items of a list that comes page by page. */
export async function all<T>(page: (after: string | undefined) => Promise<{ items?: T[]; next?: string }>): Promise<T[]> {
  const items: T[] = [];
  let after: string | undefined;
  do {
    const read = await page(after);
    items.push(...(read.items ?? []));
    after = read.next;
  } while (after !== undefined);
  return items;
}
