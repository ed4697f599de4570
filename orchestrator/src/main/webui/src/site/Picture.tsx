import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { Glyph } from '../parts/Glyph';
import { WORDS } from '../parts/look';
import type { Host, Site, Thing } from './site';

/** More hosts than these are shown as names only. */
const MANY_HOSTS = 8;

interface Props {
  site: Site;
  chosen: string | undefined;
  choose(id: string): void;
}

interface Path {
  key: string;
  d: string;
  look: string;
}

/** The site: who is tied to what, and how well. Every thing can be asked what Mooring knows of it. */
export function Picture({ site, chosen, choose }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const paths = usePaths(box, site);
  const show = (thing: Thing, shape: string, more?: ReactNode) => (
    <button
      key={thing.id}
      type="button"
      data-thing={thing.id}
      className={`thing ${shape} look-${thing.look}`}
      aria-pressed={chosen === thing.id}
      onClick={() => choose(thing.id)}
    >
      <span className="thing-head">
        <Glyph look={thing.look} label={WORDS[thing.look]} />
        <span>{thing.name}</span>
      </span>
      <span className="thing-more">{thing.words}</span>
      {more}
    </button>
  );
  return (
    <section className="card site" ref={box} aria-label="Picture of the site">
      <Hosts title="Image and volume services" hosts={site.controllers} show={show} />
      <div className="site-column">
        <div className="cluster">
          {show(site.cluster, '')}
          <h2>Users</h2>
          {site.users.map((user) => show(user, 'user'))}
          <h2>Pools</h2>
          {site.pools.map((pool) => show(pool, 'pool'))}
        </div>
      </div>
      <Hosts title="Computes" hosts={site.computes} show={show} />
      <svg className="site-ties" aria-hidden>
        {paths.map((path) => (
          <path key={path.key} d={path.d} className={`tie look-${path.look}`} />
        ))}
      </svg>
    </section>
  );
}

interface HostsProps {
  title: string;
  hosts: Host[];
  show(thing: Thing, shape: string, more?: ReactNode): ReactNode;
}

function Hosts({ title, hosts, show }: HostsProps) {
  const many = hosts.length > MANY_HOSTS;
  return (
    <div className="site-column">
      <h2>
        {title} ({hosts.length})
      </h2>
      <div className={many ? 'many' : 'site-column'}>
        {hosts.map((host) => show(host, 'host', many ? null : <Services host={host} />))}
      </div>
    </div>
  );
}

function Services({ host }: { host: Host }) {
  return (
    <span className="parts">
      {host.services.map((service) => (
        <span key={service.name} className={`state look-${service.look}`}>
          <Glyph look={service.look} size={12} label={WORDS[service.look]} />
          <span>
            {service.name}
            {service.words === '' ? '' : `: ${service.words}`}
          </span>
        </span>
      ))}
    </span>
  );
}

/** The ties as curves between what is drawn where; anew whenever something moves. */
function usePaths(box: React.RefObject<HTMLDivElement | null>, site: Site): Path[] {
  const [paths, setPaths] = useState<Path[]>([]);
  useLayoutEffect(() => {
    const frame = box.current;
    if (frame === null) {
      return undefined;
    }
    const draw = () => {
      const origin = frame.getBoundingClientRect();
      const places = new Map<string | undefined, DOMRect>();
      frame
        .querySelectorAll<HTMLElement>('[data-thing]')
        .forEach((thing) => places.set(thing.dataset.thing, thing.getBoundingClientRect()));
      setPaths(
        site.ties.flatMap((tie, index) => {
          const from = places.get(tie.from);
          const to = places.get(tie.to);
          if (from === undefined || to === undefined) {
            return [];
          }
          const rightwards = from.left < to.left;
          const x1 = (rightwards ? from.right : from.left) - origin.left;
          const x2 = (rightwards ? to.left : to.right) - origin.left;
          const y1 = from.top + from.height / 2 - origin.top + ((index % 2) * 10 - 5);
          const y2 = to.top + to.height / 2 - origin.top;
          const bend = (x2 - x1) / 2;
          const d = `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
          return [{ key: `${tie.from} ${tie.to}`, d, look: tie.look }];
        }),
      );
    };
    const watch = new ResizeObserver(draw);
    watch.observe(frame);
    draw();
    return () => watch.disconnect();
  }, [box, site]);
  return paths;
}
