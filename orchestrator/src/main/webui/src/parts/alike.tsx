import type { Change } from '../api/client';

/** Nodes of which the same is to be told, and what it is on the first; files may differ around it. */
export interface Alike<T> {
  nodes: string[];
  told: readonly T[];
  around: boolean;
}

/** Like nodes together. What is told of a node has these parts, and these changes are among them. */
export function alike<T>(
  nodes: ReadonlyMap<string, readonly T[]>,
  partsOf: (one: T) => unknown[],
  changesOf: (one: T) => readonly Change[],
): Alike<T>[] {
  const diffsOf = (told: readonly T[]) => JSON.stringify(told.map((one) => changesOf(one).map(({ diff }) => diff)));
  const groups = new Map<string, Alike<T>>();
  for (const [node, told] of nodes) {
    const key = JSON.stringify(told.map((one) => [partsOf(one), changesOf(one).map(bare)]));
    const group = groups.get(key) ?? { nodes: [], told, around: false };
    group.nodes.push(node);
    group.around ||= diffsOf(told) !== diffsOf(group.told);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** A change without where it is in the file and what stands around it: what is left is the same on nodes that are alike. */
function bare(change: Change): Change {
  return change.diff === undefined ? change : { ...change, diff: change.diff.replace(/^(@@| ).*\n?/gm, '') };
}

/** Said where files of nodes that are alike differ around the changes. */
export function Around({ node }: { node: string }) {
  return <p className="quiet">Shown as it is on {node}; on the others the lines around differ.</p>;
}
