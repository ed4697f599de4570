import { useEffect } from 'react';

/** The title of the browser's tab; what needs a person stands first there too. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Mooring`;
  }, [title]);
}
