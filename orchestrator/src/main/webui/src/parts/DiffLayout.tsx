import { createContext, useContext, useState, type ReactNode } from 'react';
import { useRoom } from './room';

const KEPT = 'mooring-diffs';
const SIDE_BY_SIDE = 'side-by-side';

interface Layout {
  sideBySide: boolean;
  choose(sideBySide: boolean): void;
}

const LayoutContext = createContext<Layout>({ sideBySide: false, choose: () => undefined });

/** How this browser's reader likes diffs, on every page. */
export function DiffLayoutProvider({ children }: { children: ReactNode }) {
  const [sideBySide, setSideBySide] = useState(() => localStorage.getItem(KEPT) === SIDE_BY_SIDE);
  const choose = (chosen: boolean) => {
    localStorage.setItem(KEPT, chosen ? SIDE_BY_SIDE : 'unified');
    setSideBySide(chosen);
  };
  return <LayoutContext.Provider value={{ sideBySide, choose }}>{children}</LayoutContext.Provider>;
}

/** Two columns of code need room; a narrower screen has them below each other, whatever was chosen. */
export function useDiffLayout(): Layout {
  const { sideBySide, choose } = useContext(LayoutContext);
  const room = useRoom();
  return { sideBySide: sideBySide && room, choose };
}

/** Chooses between the two. */
export function DiffSwitch() {
  const { sideBySide, choose } = useDiffLayout();
  return (
    <div className="diff-switch" role="group" aria-label="How diffs are shown">
      <button type="button" className="chip" aria-pressed={!sideBySide} onClick={() => choose(false)}>
        Unified
      </button>
      <button type="button" className="chip" aria-pressed={sideBySide} onClick={() => choose(true)}>
        Side by side
      </button>
    </div>
  );
}
