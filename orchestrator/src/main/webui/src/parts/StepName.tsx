/** The name of a step, or of a node: where there is no room it is broken after the @ before anywhere else. */
export function StepName({ name }: { name: string }) {
  return (
    <>
      {name.split(/(?<=@)/).map((part) => (
        <span key={part} className="step-part">
          {part}
        </span>
      ))}
    </>
  );
}
