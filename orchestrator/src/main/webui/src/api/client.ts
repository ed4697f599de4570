import createClient from 'openapi-fetch';
import type { components, paths } from '#api';

type Schemas = components['schemas'];
export type Integration = Schemas['Integration'];
export type Saga = Schemas['Saga'];
export type Step = Schemas['Step'];
export type Attempt = Schemas['Attempt'];
export type Run = Schemas['Run'];
export type Entry = Schemas['HistoryEntry'];
export type Problem = Schemas['Problem'];
export type Finding = Schemas['Finding'];
export type Change = Schemas['Change'];
export type Plan = Schemas['Plan'];
export type Service = Schemas['Service'];
export type Deed = Schemas['Deed'];
export type DeadLetter = Schemas['DeadLetter'];
export type DocumentCheck = Schemas['DocumentCheck'];

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
export async function all<T>(page: (after: string | undefined) => Promise<{ items?: T[]; next?: string | undefined }>): Promise<T[]> {
  const items: T[] = [];
  let after: string | undefined;
  do {
    const read = await page(after);
    items.push(...(read.items ?? []));
    after = read.next;
  } while (after !== undefined);
  return items;
}

/** A document as it was written, and the version that a change of it is made for. */
export interface Source {
  text: string;
  tag: string | undefined;
}

/** The document of an integration, with its comments. */
export async function readSource(name: string): Promise<Source> {
  const answer = await api.GET('/api/v1/integrations/{name}/source', {
    params: { path: { name } },
    headers: { Accept: 'application/yaml' },
    parseAs: 'text',
  });
  return { text: await body(Promise.resolve(answer)), tag: answer.response.headers.get('ETag') ?? undefined };
}

const YAML = { headers: { 'Content-Type': 'application/yaml' }, bodySerializer: (text: unknown) => String(text) };

/** What is wrong with a document. */
export function checkDocument(text: string): Promise<DocumentCheck> {
  return body(api.POST('/api/v1/integrations/check', { body: text as never, ...YAML }));
}

/** Stores a document: a new one, or a change of the one that was seen. */
export function submitDocument(text: string, tag: string | undefined): Promise<Integration> {
  const params = tag === undefined ? {} : { header: { 'If-Match': tag } };
  return body(api.POST('/api/v1/integrations', { params, body: text as never, ...YAML }));
}
