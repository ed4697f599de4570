import type { Change } from '../api/client';

/** A change without where it is in the file and what stands around it: what is left is the same on nodes that are alike. */
export function bare(change: Change): Change {
  return change.diff === undefined ? change : { ...change, diff: change.diff.replace(/^(@@| ).*\n?/gm, '') };
}

/** Said where files of nodes that are alike differ around the changes. */
export function Around({ node }: { node: string }) {
  return <p className="quiet">Shown as it is on {node}; on the others the lines around differ.</p>;
}
