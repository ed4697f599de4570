import { useSyncExternalStore } from 'react';

/** The same width as in the style sheet. */
const ROOM = matchMedia('(min-width: 821px)');

function onRoom(look: () => void) {
  ROOM.addEventListener('change', look);
  return () => ROOM.removeEventListener('change', look);
}

/** Whether there is room for things beside each other; on a narrower screen they are below each other. */
export function useRoom(): boolean {
  return useSyncExternalStore(onRoom, () => ROOM.matches);
}
