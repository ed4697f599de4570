import type { Integration, Step } from '../api/client';
import { lookOfSteps, type Look } from '../parts/look';

/** A thing of the site, with the steps of the newest saga that were about it. */
export interface Thing {
  id: string;
  name: string;
  /** What the document says of it, in words. */
  words: string;
  steps: Step[];
  look: Look;
}

export interface Host extends Thing {
  services: { name: string; look: Look; words: string }[];
}

/** Who uses what: each end is a thing's id. */
export interface Tie {
  from: string;
  to: string;
  look: Look;
}

export interface Site {
  cluster: Thing;
  pools: Thing[];
  users: Thing[];
  controllers: Host[];
  computes: Host[];
  ties: Tie[];
}

type Use = 'images' | 'volumes' | 'vms' | 'backups';

interface Document {
  nodes?: Record<string, { address?: string; roles?: string[] }>;
  ceph?: {
    cluster?: string;
    pools?: Record<Use, { name?: string } | undefined>;
    users?: { glance?: string; cinder?: string; nova?: string; cinderBackup?: string };
  };
  cinder?: { backend?: string };
  nova?: { directSnapshots?: boolean };
}

const SERVICES: Record<string, readonly string[]> = {
  glance: ['check-openstack', 'check-images', 'configure-glance', 'restart-glance', 'test-image', 'copy-images'],
  cinder: ['configure-cinder', 'restart-cinder', 'test-volume'],
  'cinder-backup': ['configure-cinder-backup', 'restart-cinder-backup', 'test-backup'],
  'ceph client': ['install-client', 'place-conf'],
  'libvirt secret': ['define-secret'],
  'nova key': ['place-keyring', 'prove-access'],
};
const CLUSTER_ACTIONS = ['check-node', 'check-cluster'];

/** The action that a step is about, whether it changes or only looks. */
function actionOf(step: Step): string {
  return step.action.replace(/^(inspect|undo|delete|remove)-/, '');
}

function thing(id: string, name: string, words: string, steps: Step[]): Thing {
  return { id, name, words, steps, look: lookOfSteps(steps) };
}

/** The site as the document wants it, in the state in which the newest saga left it. */
export function siteOf(integration: Integration, steps: readonly Step[]): Site {
  const document = (integration.document ?? {}) as Document;
  const nodes = Object.entries(document.nodes ?? {});
  const named = document.ceph?.users;
  const names = {
    glance: named?.glance ?? 'glance',
    cinder: named?.cinder ?? 'cinder',
    nova: named?.nova,
    backup: named?.cinderBackup ?? 'cinder-backup',
  };
  const pool = (use: Use) => document.ceph?.pools?.[use]?.name ?? use;
  const backsUp = document.ceph?.pools?.backups !== undefined;
  const about = (action: string, object: string) =>
    steps.filter((step) => step.action.endsWith(action) && step.object === object);

  const pools = (
    [
      ['images', 'Glance images'],
      ['volumes', 'Cinder volumes'],
      ['vms', 'disks of Nova instances'],
      ['backups', 'volume backups'],
    ] as const
  )
    .filter(([use]) => use !== 'backups' || backsUp)
    .map(([use, words]) => thing(`pool-${use}`, pool(use), words, [...about('-pool', pool(use))]));
  const rights = (own: ('volumes' | 'vms')[], makesImages: boolean) =>
    makesImages
      ? `reads and writes ${[...own, 'images' as const].map(pool).join(' and ')}`
      : `reads and writes ${own.map(pool).join(' and ')}, reads ${pool('images')}`;
  const direct = document.nova?.directSnapshots === true;
  const user = (id: string, name: string, words: string) =>
    thing(`user-${id}`, `client.${name}`, words, about('-user', name));
  const users = [
    user('glance', names.glance, `reads and writes ${pool('images')}`),
    ...(names.nova === undefined
      ? [user('cinder', names.cinder, rights(['volumes', 'vms'], direct))]
      : [
          user('cinder', names.cinder, rights(['volumes'], false)),
          user('nova', names.nova, rights(['vms'], direct)),
        ]),
    ...(backsUp ? [user('backup', names.backup, `reads and writes ${pool('backups')}`)] : []),
  ];
  const admins = nodes.filter(([, node]) => node.roles?.includes('ceph-admin')).map(([name]) => name);
  const cluster = thing(
    'cluster',
    `Ceph cluster ${document.ceph?.cluster ?? 'ceph'}`,
    `through ${admins.join(', ')}`,
    steps.filter((step) => admins.includes(step.node) && CLUSTER_ACTIONS.includes(actionOf(step))),
  );
  const ofNode = new Map<string, Step[]>();
  for (const step of steps) {
    const known = ofNode.get(step.node);
    if (known === undefined) {
      ofNode.set(step.node, [step]);
    } else {
      known.push(step);
    }
  }
  const hosts = (services: Readonly<Record<string, readonly string[]>>): Host[] =>
    nodes
      .map(([name, node]) => ({ name, node, wanted: servicesOf(node.roles ?? [], services) }))
      .filter(({ wanted }) => wanted.length > 0)
      .map(({ name, node, wanted }) => {
        const own = ofNode.get(name) ?? [];
        return {
          ...thing(`node-${name}`, name, node.address ?? '', own),
          services: [...wanted, 'ceph client'].map((service) => {
            const of = own.filter((step) => SERVICES[service]?.includes(actionOf(step)));
            return { name: service, look: lookOfSteps(of), words: serviceWords(service, document) };
          }),
        };
      });
  const controllers = hosts({
    controller: ['glance', 'cinder'],
    image: ['glance'],
    volume: ['cinder'],
    backup: ['cinder-backup'],
  });
  const computes = hosts({ compute: ['libvirt secret', 'nova key'] });
  return { cluster, pools, users, controllers, computes, ties: ties(controllers, computes, users, pools) };
}

function servicesOf(roles: readonly string[], services: Readonly<Record<string, readonly string[]>>): string[] {
  return [...new Set(roles.flatMap((role) => services[role] ?? []))];
}

function serviceWords(service: string, document: Document): string {
  switch (service) {
    case 'glance':
      return 'images in Ceph';
    case 'cinder':
      return `back end ${document.cinder?.backend ?? 'ceph'}`;
    default:
      return '';
  }
}

function ties(controllers: Host[], computes: Host[], users: Thing[], pools: Thing[]): Tie[] {
  const [glance, cinder] = users;
  const [nova, backup] = ['user-nova', 'user-backup'].map((id) => users.find((user) => user.id === id));
  const [images, volumes, vms] = pools;
  if (glance === undefined || cinder === undefined || !images || !volumes || !vms) {
    return [];
  }
  const runs = (host: Host, name: string) => host.services.some((one) => one.name === name);
  const service = (host: Host, name: string) => host.services.find((one) => one.name === name)?.look ?? 'nothing';
  return [
    ...controllers.flatMap((host) => [
      ...(runs(host, 'glance') ? [{ from: host.id, to: glance.id, look: service(host, 'glance') }] : []),
      ...(runs(host, 'cinder') ? [{ from: host.id, to: cinder.id, look: service(host, 'cinder') }] : []),
      ...(runs(host, 'cinder-backup') && backup !== undefined
        ? [{ from: host.id, to: backup.id, look: service(host, 'cinder-backup') }]
        : []),
    ]),
    ...computes.flatMap((host) =>
      [cinder, ...(nova === undefined ? [] : [nova])].map((user) => ({
        from: host.id,
        to: user.id,
        look: service(host, 'nova key'),
      })),
    ),
  ];
}
