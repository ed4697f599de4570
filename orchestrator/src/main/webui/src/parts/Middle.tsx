/** What tells names of nodes and steps apart is at their ends. */
const END = 13;

/** A text that is cut in its middle where it does not fit. */
export function Middle({ text }: { text: string }) {
  const cut = Math.max(0, text.length - END);
  return (
    <span className="middle">
      <span>{text.slice(0, cut)}</span>
      <span>{text.slice(cut)}</span>
    </span>
  );
}
