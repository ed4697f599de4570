import { WORDS, type Look } from './look';

/** The shape of a look; colour alone never tells. */
function shape(look: Look) {
  switch (look) {
    case 'failed':
      return (
        <>
          <path className="g-fill" d="M8 .9 15.600 14.300H.4Z" />
          <path className="g-mark" d="M8 5.600v4.100M8 12.100v.1" />
        </>
      );
    case 'backing-off':
      return (
        <>
          <path className="g-line" d="M8 1 15 8l-7 7-7-7Z" />
          <path className="g-line" d="M8 4.900V8l2.100 1.300" />
        </>
      );
    case 'running':
      return (
        <>
          <circle className="g-track" cx="8" cy="8" r="6" />
          <path className="g-line g-turns" d="M8 2a6 6 0 0 1 6 6" />
          <circle className="g-fill" cx="8" cy="8" r="2.2" />
        </>
      );
    case 'paused':
      return <path className="g-line" d="M5.500 3v10M10.500 3v10" />;
    case 'ready':
      return <circle className="g-line" cx="8" cy="8" r="5.500" />;
    case 'waiting':
      return <circle className="g-line g-dotted" cx="8" cy="8" r="5.500" />;
    case 'differs':
      return (
        <>
          <circle className="g-line" cx="8" cy="8" r="6.300" />
          <path className="g-line" d="M4.800 9c1-2.600 2.200-2.600 3.200-1s2.200 1.600 3.200-1" />
        </>
      );
    case 'changed':
      return (
        <>
          <rect className="g-fill" x="1" y="1" width="14" height="14" rx="3" />
          <path className="g-mark" d="m4.500 8.200 2.500 2.500 4.600-5" />
        </>
      );
    case 'unchanged':
      return (
        <>
          <circle className="g-line" cx="8" cy="8" r="6.300" />
          <path className="g-line" d="m5.200 8.100 2.100 2.100 3.600-4" />
        </>
      );
    case 'skipped':
      return <path className="g-line" d="m3 4 4 4-4 4M9 4l4 4-4 4" />;
    case 'cancelled':
      return <path className="g-line" d="m4 4 8 8M12 4l-8 8" />;
    case 'nothing':
      return <path className="g-line" d="M6 8h4" />;
  }
}

/** A look as a picture; with a label it is read aloud, without it stands beside words. */
export function Glyph({ look, label, size = 16 }: { look: Look; label?: string; size?: number }) {
  const said = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return (
    <svg className={`glyph look-${look}`} viewBox="0 0 16 16" width={size} height={size} {...said}>
      {shape(look)}
    </svg>
  );
}

export function State({ look, words }: { look: Look; words?: string }) {
  return (
    <span className={`state look-${look}`}>
      <Glyph look={look} />
      <span>{words ?? WORDS[look]}</span>
    </span>
  );
}
