interface Props {
  of: readonly string[];
  /** More of them are counted only. */
  most: number;
}

/** Names of nodes, steps or services in a sentence; none of them is broken at its hyphens. */
export function Names({ of, most }: Props) {
  return (
    <>
      {of.slice(0, most).map((name, index) => (
        <span key={name}>
          {index > 0 && ', '}
          <span className="name">{name}</span>
        </span>
      ))}
      {of.length > most && ` and ${of.length - most} more`}
    </>
  );
}
