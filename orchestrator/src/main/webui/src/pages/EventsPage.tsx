import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { Button, EmptyState, EmptyStateBody } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useLocation, useSearch } from 'wouter';
import { api, body, type Entry } from '../api/client';
import { useLive } from '../live/Live';
import { Entries } from '../parts/Entries';
import { typeWords } from '../parts/entries';
import { Fetched } from '../parts/Fetched';
import { useTitle } from '../parts/title';

const FIRST = 1_000;
const MOST = 50_000;
const PAGE = 500;
/** What comes is shown a few times a second: thousands may come in one. */
const GATHER_MILLIS = 150;

/** The newest entries and all that come while the page is open. */
function useEntries(last: number, paused: boolean) {
  const { listen, liveness } = useLive();
  const [live, setLive] = useState<Entry[]>([]);
  const held = useRef<Entry[]>([]);
  const stopped = useRef(paused);
  stopped.current = paused;

  useEffect(() => {
    let timer: number | undefined;
    const show = () => {
      timer = undefined;
      if (!stopped.current && held.current.length > 0) {
        const arrived = held.current;
        held.current = [];
        setLive((known) => [...known, ...arrived].slice(-MOST));
      }
    };
    const end = listen((entry) => {
      held.current.push(entry);
      timer ??= window.setTimeout(show, GATHER_MILLIS);
    });
    if (!paused) {
      show();
    }
    return () => {
      end();
      window.clearTimeout(timer);
    };
  }, [listen, paused]);

  const stored = useQuery({
    queryKey: ['events', last],
    enabled: liveness !== 'connecting',
    queryFn: () => readNewest(last),
    placeholderData: (known) => known,
  });
  const known = useMemo(() => new Set(stored.data?.map((entry) => entry.sequence)), [stored.data]);
  const entries = useMemo(
    () => [...(stored.data ?? []), ...live.filter((entry) => !known.has(entry.sequence))],
    [stored.data, live, known],
  );
  return { stored, entries };
}

async function readNewest(last: number): Promise<Entry[]> {
  const entries: Entry[] = [];
  let from: { last: number } | { after: string } = { last };
  for (;;) {
    const page = await body(api.GET('/api/v1/events', { params: { query: { ...from, limit: PAGE } } }));
    const read = page as { items?: Entry[]; next?: string };
    entries.push(...(read.items ?? []));
    if ((read.items?.length ?? 0) < PAGE || read.next === undefined) {
      return entries;
    }
    from = { after: read.next };
  }
}

function matches(entry: Entry, text: string, type: string, integration: string): boolean {
  return (
    (type === '' || entry.type === type) &&
    (integration === '' || entry.integration === integration) &&
    (text === '' || `${entry.summary ?? ''} ${entry.step ?? ''} ${entry.actor ?? ''}`.toLowerCase().includes(text))
  );
}

function distinct(values: (string | undefined)[]): string[] {
  return [...new Set(values.filter((value): value is string => value !== undefined))].sort();
}

/** All that happens, live; filters are part of the address. */
export default function EventsPage() {
  useTitle('Events');
  const [, navigate] = useLocation();
  const search = new URLSearchParams(useSearch());
  const [paused, setPaused] = useState(false);
  const [last, setLast] = useState(FIRST);
  const { stored, entries } = useEntries(last, paused);
  const set = (name: string, value: string) => {
    if (value === '') {
      search.delete(name);
    } else {
      search.set(name, value);
    }
    navigate(`/events?${search.toString()}`, { replace: true });
  };
  const text = search.get('text') ?? '';
  const type = search.get('type') ?? '';
  const integration = search.get('integration') ?? '';
  const wanted = useDeferredValue(text.toLowerCase());
  const shown = useMemo(
    () => entries.filter((entry) => matches(entry, wanted, type, integration)),
    [entries, wanted, type, integration],
  );
  const integrations = useMemo(() => distinct(entries.map((entry) => entry.integration)), [entries]);
  const types = useMemo(() => distinct(entries.map((entry) => entry.type)), [entries]);
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Events</h1>
          <p className="quiet">
            {entries.length === 0 ? 'None yet' : shown.length === entries.length ? `The newest ${entries.length}` : `${shown.length} of the newest ${entries.length}`}
            {paused ? ', paused' : ', live'}
          </p>
        </div>
        <div className="actions">
          {entries.length >= last && last < MOST && (
            <Button variant="secondary" onClick={() => setLast(Math.min(last * 10, MOST))}>
              Show older
            </Button>
          )}
          <Button variant="secondary" aria-pressed={paused} onClick={() => setPaused(!paused)}>
            {paused ? 'Resume' : 'Pause'}
          </Button>
        </div>
      </div>
      <Fetched query={stored}>
        {() => (
          <section className="card" aria-label="Events">
            <div className="filters">
              <input
                type="search"
                className="field"
                aria-label="Search events"
                placeholder="Search text, step or person"
                value={text}
                onChange={(event) => set('text', event.target.value)}
              />
              <Choice
                label="Integration"
                all="all integrations"
                value={integration}
                of={integrations}
                set={(value) => set('integration', value)}
              />
              <Choice
                label="Kind"
                all="all kinds"
                value={type}
                of={types}
                words={typeWords}
                set={(value) => set('type', value)}
              />
            </div>
            {shown.length === 0 ? (
              <EmptyState headingLevel="h2" titleText={entries.length === 0 ? 'Nothing has happened yet' : 'No event matches'}>
                <EmptyStateBody>
                  {entries.length === 0
                    ? 'As soon as a saga starts, each of its steps is listed here.'
                    : 'Remove a filter, or show older events.'}
                </EmptyStateBody>
              </EmptyState>
            ) : (
              <Entries entries={shown} following={!paused} label="Events, newest first" />
            )}
          </section>
        )}
      </Fetched>
    </>
  );
}

interface ChoiceProps {
  label: string;
  all: string;
  value: string;
  of: string[];
  words?: (value: string) => string;
  set(value: string): void;
}

function Choice({ label, all: everything, value, of, words = (option) => option, set }: ChoiceProps) {
  return (
    <select aria-label={label} value={value} onChange={(event) => set(event.target.value)}>
      <option value="">{everything}</option>
      {of.map((option) => (
        <option key={option} value={option}>
          {words(option)}
        </option>
      ))}
    </select>
  );
}
