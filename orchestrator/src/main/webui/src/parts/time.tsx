import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';

const KEPT = 'mooring-utc';
const TICK_MILLIS = 1000;

interface Clock {
  now: number;
  utc: boolean;
  toggle(): void;
}

const ClockContext = createContext<Clock>({ now: Date.now(), utc: false, toggle: () => undefined });

/** The time of the page, and whether people see it in UTC. */
export function ClockProvider({ children }: { children: ReactNode }) {
  const [now, setNow] = useState(Date.now());
  const [utc, setUtc] = useState(() => localStorage.getItem(KEPT) === 'yes');
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), TICK_MILLIS);
    return () => window.clearInterval(timer);
  }, []);
  const toggle = () => {
    localStorage.setItem(KEPT, utc ? 'no' : 'yes');
    setUtc(!utc);
  };
  return <ClockContext.Provider value={{ now, utc, toggle }}>{children}</ClockContext.Provider>;
}

export function useClock(): Clock {
  return useContext(ClockContext);
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

export function clockTime(at: string | number, utc: boolean): string {
  const date = new Date(at);
  return utc
    ? `${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}:${pad(date.getUTCSeconds())}`
    : `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
}

function dayTime(at: string | number, utc: boolean): string {
  const date = new Date(at);
  const day = utc
    ? date.toISOString().slice(0, 10)
    : `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  return `${day} ${clockTime(at, utc)}`;
}

/** Both times, for whoever compares logs. */
export function bothTimes(at: string | number): string {
  return `${dayTime(at, false)} here\n${dayTime(at, true)} UTC`;
}

export function duration(millis: number): string {
  if (millis < 1000) {
    return `${Math.max(0, Math.round(millis))} ms`;
  }
  const seconds = millis / 1000;
  if (seconds < 10) {
    return `${seconds.toFixed(1)} s`;
  }
  if (seconds < 60) {
    return `${Math.round(seconds)} s`;
  }
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} min ${pad(Math.round(seconds) % 60)} s`;
  }
  const hours = Math.floor(seconds / 3600);
  return hours < 48 ? `${hours} h ${pad(Math.floor(seconds / 60) % 60)} min` : `${Math.floor(hours / 24)} days`;
}

function ago(millis: number): string {
  const seconds = millis / 1000;
  if (seconds < 5) {
    return 'just now';
  }
  if (seconds < 60) {
    return `${Math.floor(seconds)} s ago`;
  }
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} min ago`;
  }
  return seconds < 86_400 * 2 ? `${Math.floor(seconds / 3600)} h ago` : `${Math.floor(seconds / 86_400)} days ago`;
}

/** How long ago, with both exact times at hand. */
export function Ago({ at }: { at: string }) {
  const { now } = useClock();
  return (
    <time dateTime={at} title={bothTimes(at)}>
      {ago(now - Date.parse(at))}
    </time>
  );
}

function dayOf(at: string | number, utc: boolean): string {
  return dayTime(at, utc).slice(0, 10);
}

/** The exact time, here or in UTC as the reader chose; the day stands before it when it is not today's. */
export function At({ at, day = false }: { at: string; day?: boolean }) {
  const { utc, now } = useClock();
  const isToday = dayOf(at, utc) === dayOf(now, utc);
  return (
    <time dateTime={at} title={bothTimes(at)} className="mono">
      {day || !isToday ? dayTime(at, utc) : clockTime(at, utc)}
    </time>
  );
}

/** How long something takes or took; it counts on until it has ended. */
export function Took({ from, to }: { from: string; to?: string | undefined }) {
  const { now } = useClock();
  return <span>{duration((to === undefined ? now : Date.parse(to)) - Date.parse(from))}</span>;
}
