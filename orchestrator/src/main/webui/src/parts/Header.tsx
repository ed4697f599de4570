import { Link, useLocation } from 'wouter';
import { useLive } from '../live/Live';
import type { Liveness } from '../live/follow';
import { useClock } from './time';

const WORDS: Record<Liveness, [string, string]> = {
  connecting: ['connecting', 'Connecting to Mooring. Once live, every change shows up at once.'],
  live: ['live', 'Every change shows up at once.'],
  reconnecting: ['reconnecting', 'The connection broke a moment ago. Nothing is lost: the page catches up by itself.'],
  stale: ['stale', 'No connection to Mooring: what the page shows may be out of date. It keeps trying.'],
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
          title="Times are shown in this time zone. Press to switch; point at any time to see both."
        >
          {utc ? 'UTC' : 'local time'}
        </button>
        <LiveBadge />
      </div>
    </header>
  );
}
