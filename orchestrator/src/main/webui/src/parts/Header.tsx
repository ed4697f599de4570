import { Link, useLocation } from 'wouter';
import { useLive } from '../live/Live';
import type { Liveness } from '../live/follow';
import { useClock } from './time';

const WORDS: Record<Liveness, [string, string]> = {
  connecting: ['connecting', 'The page is about to hear of every change at once.'],
  live: ['live', 'Every change is shown at once.'],
  reconnecting: ['reconnecting', 'The stream broke a moment ago; nothing is lost, the page catches up by itself.'],
  stale: ['stale', 'The page hears nothing from Mooring: what it shows may be old. It goes on trying.'],
  'signed-out': ['signed out', 'Run ./mooring open for a link that signs this browser in.'],
};

function LiveBadge() {
  const { liveness } = useLive();
  const [words, meaning] = WORDS[liveness];
  return (
    <span className={`live live-${liveness}`} role="status" title={meaning}>
      <span className="live-dot" aria-hidden />
      {words}
    </span>
  );
}

function Tab({ href, also, children }: { href: string; also: string[]; children: string }) {
  const [location] = useLocation();
  const here = location === href || also.some((path) => location.startsWith(path));
  return (
    <Link href={href} className="tab" aria-current={here ? 'page' : undefined}>
      {children}
    </Link>
  );
}

const TABS = [
  ['/drift', 'Drift'],
  ['/events', 'Events'],
  ['/services', 'Services'],
  ['/dead-letters', 'Dead letters'],
  ['/audit', 'Audit'],
] as const;

export function Header() {
  const { utc, toggle } = useClock();
  return (
    <header className="header">
      <Link href="/" className="brand" aria-label="Mooring, to all integrations">
        <img src="/mark.svg" alt="" width="28" height="28" />
        <span>Mooring</span>
      </Link>
      <nav aria-label="Pages" className="tabs">
        <Tab href="/" also={['/integrations', '/sagas', '/new']}>
          Integrations
        </Tab>
        {TABS.map(([href, words]) => (
          <Tab key={href} href={href} also={[]}>
            {words}
          </Tab>
        ))}
      </nav>
      <div className="header-end">
        <button
          type="button"
          className="zone"
          aria-pressed={utc}
          onClick={toggle}
          title="Times of day are shown in this zone; press to change. Every time shows both when pointed at."
        >
          {utc ? 'UTC' : 'local time'}
        </button>
        <LiveBadge />
      </div>
    </header>
  );
}
