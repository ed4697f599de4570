interface Props {
  text: string;
}

/** A text whose fingerprints stand in a face that tells l from 1: a person compares them letter by letter. */
export function Fingerprints({ text }: Props) {
  return (
    <>
      {text.split(/(SHA256:[A-Za-z0-9+/]+)/).map((piece, index) =>
        piece.startsWith('SHA256:') ? (
          <span key={index} className="mono">
            {piece}
          </span>
        ) : (
          piece
        ),
      )}
    </>
  );
}
