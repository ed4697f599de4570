import { useLayoutEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { Glyph } from '../parts/Glyph';
import { Middle } from '../parts/Middle';
import { WORDS, worst } from '../parts/look';
import type { Host, Site, Thing, Tie } from './site';

/** More hosts than these are shown as names in a box, with one tie for all of them. */
const MANY_HOSTS = 8;

const SMALL = 'small';
const CONTROLLERS = 'many-controllers';
const COMPUTES = 'many-computes';

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
  const ties = useMemo(() => tiesOf(site), [site]);
  const paths = usePaths(box, ties);
  const show = (thing: Thing, shape: string, more?: ReactNode) => (
    <button
      key={thing.id}
      type="button"
      data-thing={thing.id}
      className={`thing ${shape} look-${thing.look}`}
      title={shape === SMALL ? `${thing.name}: ${WORDS[thing.look]}` : undefined}
      aria-pressed={chosen === thing.id}
      onClick={() => choose(thing.id)}
    >
      <span className="thing-head">
        <Glyph look={thing.look} label={WORDS[thing.look]} />
        {shape === SMALL ? <Middle text={thing.name} /> : <span>{thing.name}</span>}
      </span>
      {shape !== SMALL && <span className="thing-more">{thing.words}</span>}
      {more}
    </button>
  );
  return (
    <section className="card site" ref={box} aria-label="Picture of the site">
      <Hosts title="Image and volume services" group={CONTROLLERS} hosts={site.controllers} show={show} />
      <div className="site-column">
        <div className="cluster">
          {show(site.cluster, '')}
          <h2>Users</h2>
          {site.users.map((user) => show(user, 'user'))}
          <h2>Pools</h2>
          {site.pools.map((pool) => show(pool, 'pool'))}
        </div>
      </div>
      <Hosts title="Computes" group={COMPUTES} hosts={site.computes} show={show} />
      <svg className="site-ties" aria-hidden>
        {paths.map((path) => (
          <path key={path.key} d={path.d} className={`tie look-${path.look}`} />
        ))}
      </svg>
    </section>
  );
}

/** A tie of one host among many is a part of its group's tie, which stands as the worst of them does. */
function tiesOf({ controllers, computes, ties }: Site): Tie[] {
  const groups = new Map<string, string>();
  [[CONTROLLERS, controllers] as const, [COMPUTES, computes] as const]
    .filter(([, hosts]) => hosts.length > MANY_HOSTS)
    .forEach(([group, hosts]) => hosts.forEach((host) => groups.set(host.id, group)));
  const drawn = new Map<string, Tie>();
  for (const tie of ties) {
    const from = groups.get(tie.from) ?? tie.from;
    const key = `${from} ${tie.to}`;
    drawn.set(key, { from, to: tie.to, look: worst([tie.look, drawn.get(key)?.look ?? tie.look]) });
  }
  return [...drawn.values()];
}

interface HostsProps {
  title: string;
  group: string;
  hosts: Host[];
  show(thing: Thing, shape: string, more?: ReactNode): ReactNode;
}

function Hosts({ title, group, hosts, show }: HostsProps) {
  const many = hosts.length > MANY_HOSTS;
  return (
    <div className="site-column">
      <h2>
        {title} ({hosts.length})
      </h2>
      {many ? (
        <div className="many" data-thing={group} tabIndex={0} role="region" aria-label={title}>
          {hosts.map((host) => show(host, SMALL))}
        </div>
      ) : (
        <div className="site-column">{hosts.map((host) => show(host, 'host', <Services host={host} />))}</div>
      )}
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
function usePaths(box: React.RefObject<HTMLDivElement | null>, ties: readonly Tie[]): Path[] {
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
        ties.flatMap((tie, index) => {
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
    // In the same picture as what has moved: ties drawn a moment later would point at where it was.
    const watch = new ResizeObserver(() => flushSync(draw));
    [frame, ...frame.children].forEach((part) => watch.observe(part));
    draw();
    return () => watch.disconnect();
  }, [box, ties]);
  return paths;
}
