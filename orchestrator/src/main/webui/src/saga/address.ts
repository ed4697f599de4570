import { useCallback } from 'react';
import { useLocation, useSearch } from 'wouter';

/** What part of a page is looked at, as a part of its address, so that it can be sent to somebody. */
export function useAddress(path: string): [URLSearchParams, (changes: Record<string, string | undefined>) => void] {
  const [, navigate] = useLocation();
  const search = useSearch();
  const change = useCallback(
    (changes: Record<string, string | undefined>) => {
      const next = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(changes)) {
        if (value === undefined) {
          next.delete(name);
        } else {
          next.set(name, value);
        }
      }
      const text = next.toString();
      navigate(text === '' ? path : `${path}?${text}`, { replace: true });
    },
    [navigate, path],
  );
  return [new URLSearchParams(search), change];
}
