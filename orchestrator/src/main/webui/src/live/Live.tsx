import { createContext, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { Entry } from '../api/client';
import { follow, type Liveness } from './follow';
import { readAllAgain, Refresher } from './refresh';

type Hear = (entry: Entry) => void;
interface Live {
  liveness: Liveness;
  /** Hears every entry from now on; gives the function that ends it. */
  listen(hear: Hear): () => void;
}

const LiveContext = createContext<Live>({ liveness: 'connecting', listen: () => () => undefined });

/** A tab that nobody looks at gives its connection back after this. */
const HIDDEN_MILLIS = 60_000;

/** The one stream of a tab: all that the page shows is refreshed by what it says. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [liveness, setLiveness] = useState<Liveness>('connecting');
  const listeners = useRef(new Set<Hear>());

  useEffect(() => {
    const refresher = new Refresher(client);
    let stop: AbortController | undefined;
    let hidden: number | undefined;
    const start = () => {
      stop = new AbortController();
      follow(
        '/api/v1/events?last=0',
        {
          entry: (entry) => {
            refresher.hear(entry);
            listeners.current.forEach((hear) => hear(entry));
          },
          liveness: (now) => {
            setLiveness(now);
            if (now === 'live') {
              void readAllAgain(client);
            }
          },
        },
        stop.signal,
      );
    };
    const look = () => {
      window.clearTimeout(hidden);
      if (document.visibilityState === 'visible') {
        if (stop === undefined) {
          start();
        }
      } else {
        hidden = window.setTimeout(() => {
          stop?.abort();
          stop = undefined;
          setLiveness('stale');
        }, HIDDEN_MILLIS);
      }
    };
    start();
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      window.clearTimeout(hidden);
      refresher.stop();
      stop?.abort();
    };
  }, [client]);

  const live = useMemo<Live>(
    () => ({
      liveness,
      listen: (hear) => {
        listeners.current.add(hear);
        return () => listeners.current.delete(hear);
      },
    }),
    [liveness],
  );
  return <LiveContext.Provider value={live}>{children}</LiveContext.Provider>;
}

export function useLive(): Live {
  return useContext(LiveContext);
}
