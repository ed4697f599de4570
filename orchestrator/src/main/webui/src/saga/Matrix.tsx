import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import type { Step } from '../api/client';
import { Glyph } from '../parts/Glyph';
import { Middle } from '../parts/Middle';
import { counted, lookOfStep, lookOfSteps, standing, URGENCY, WORDS, type Look } from '../parts/look';

const ROW_PIXELS = 40;
const NODE_PIXELS = 206;
const STEP_PIXELS = 31;
/** What only looks is smaller than what does something. */
const LOOK_SIZE = 13;
const STEP_SIZE = 18;
const NARROWEST_PIXELS = 55;
const OVERSCAN_ROWS = 5;
/** Each picture that turns is painted anew again and again; of so many the shape says enough. */
const MOST_TURNING = 50;

interface TableRow {
  node: string;
  steps: Map<string, Step[]>;
  all: Step[];
}

interface Table {
  actions: string[];
  widths: number[];
  rows: TableRow[];
}

/** A look, and what takes something back, stand where their action stands. */
function columnOf(step: Step): string {
  return step.action.replace(/^(inspect|undo)-/, '');
}

/**
 * Actions in the order of the runbook, nodes in the order in which the plan names them. What is as it was in the former
 * table is the same object, so that it is not drawn again.
 */
function tableOf(steps: readonly Step[], former: Table | undefined): Table {
  const phases = new Map<string, number>();
  const rows = new Map<string, TableRow>();
  for (const step of steps) {
    const action = columnOf(step);
    phases.set(action, Math.max(step.phaseNumber, phases.get(action) ?? 0));
    const row = rows.get(step.node) ?? { node: step.node, steps: new Map<string, Step[]>(), all: [] };
    const cell = row.steps.get(action);
    if (cell === undefined) {
      row.steps.set(action, [step]);
    } else {
      cell.push(step);
    }
    row.all.push(step);
    rows.set(step.node, row);
  }
  const actions = [...phases].sort(([, a], [, b]) => a - b).map(([action]) => action);
  const table = [...rows.values()].map((row, index) => {
    const was = former?.rows[index];
    return was !== undefined && same(was.all, row.all) ? was : row;
  });
  const widths = actions.map((action) => {
    const most = Math.max(...table.map((row) => row.steps.get(action)?.length ?? 0));
    return Math.max(NARROWEST_PIXELS, most * STEP_PIXELS);
  });
  return { actions: former !== undefined && same(former.actions, actions) ? former.actions : actions, widths, rows: table };
}

function same(some: readonly unknown[], others: readonly unknown[]): boolean {
  return some.length === others.length && some.every((one, index) => one === others[index]);
}

interface Props {
  steps: readonly Step[];
  chosen: string | undefined;
  choose(step: string): void;
}

/** Actions × nodes; only the rows in sight are drawn. Arrow keys go from step to step. */
export function Matrix({ steps, chosen, choose }: Props) {
  const former = useRef<Table>(undefined);
  const table = useMemo(() => (former.current = tableOf(steps, former.current)), [steps]);
  const counts = useMemo(() => countsOf(steps), [steps]);
  const mixed = steps.some((step) => step.mode === 'plan') && steps.some((step) => step.mode !== 'plan');
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: table.rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PIXELS,
    overscan: OVERSCAN_ROWS,
    // An input goes before the rows that a scroll brings.
    useFlushSync: false,
  });
  const columns = `${NODE_PIXELS}px ${table.widths.map((width) => `minmax(${width}px, 1fr)`).join(' ')}`;
  const narrowest = NODE_PIXELS + table.widths.reduce((sum, width) => sum + width, 0);
  const items = virtual.getVirtualItems();
  return (
    <div className="card">
      <div
        className={(counts.get('running') ?? 0) > MOST_TURNING ? 'matrix matrix-still' : 'matrix'}
        ref={box}
        role="region"
        tabIndex={0}
        aria-label="Actions by node"
        onKeyDown={goByArrow}
      >
        <div className="matrix-grid" style={{ '--columns': columns, minWidth: narrowest } as React.CSSProperties}>
          <div className="matrix-row matrix-head">
            <span className="matrix-node matrix-corner">{table.rows.length} nodes</span>
            {table.actions.map((action) => (
              <span key={action}>{action.replaceAll('-', ' ')}</span>
            ))}
          </div>
          <div style={{ height: items[0]?.start ?? 0 }} />
          {items.map((item) => {
            const row = table.rows[item.index];
            return row === undefined ? null : (
              <Row
                key={row.node}
                row={row}
                striped={item.index % 2 === 0}
                actions={table.actions}
                chosen={row.all.some((step) => step.name === chosen) ? chosen : undefined}
                choose={choose}
              />
            );
          })}
          <div style={{ height: virtual.getTotalSize() - (items.at(-1)?.end ?? 0) }} />
        </div>
      </div>
      <Beyond box={box} widths={table.widths.join(' ')} />
      <Legend counts={counts} mixed={mixed} />
    </div>
  );
}

/** Says what there is beyond the right edge, where a bar to scroll by is easily overlooked. */
function Beyond({ box, widths }: { box: RefObject<HTMLDivElement | null>; widths: string }) {
  const [columns, setColumns] = useState(0);
  useEffect(() => {
    const { current } = box;
    if (current === null) {
      return;
    }
    const look = () => {
      let hidden = current.scrollWidth - current.clientWidth - current.scrollLeft;
      let count = 0;
      for (const width of widths.split(' ').map(Number).reverse()) {
        count += hidden > width / 2 ? 1 : 0;
        hidden -= width;
      }
      setColumns(count);
    };
    look();
    // In the same picture as the new width: a number drawn a moment later would be that of the old one.
    const observer = new ResizeObserver(() => flushSync(look));
    observer.observe(current);
    current.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      current.removeEventListener('scroll', look);
    };
  }, [box, widths]);
  return columns === 0 ? null : (
    <p className="beyond">
      <button
        type="button"
        className="chip"
        onClick={() => box.current?.scrollBy({ left: box.current.clientWidth - NODE_PIXELS })}
      >
        {columns} more {columns === 1 ? 'action' : 'actions'} to the right →
      </button>
    </p>
  );
}

interface RowProps {
  row: TableRow;
  striped: boolean;
  actions: readonly string[];
  /** Of this node's steps. */
  chosen: string | undefined;
  choose(step: string): void;
}

const Row = memo(function Row({ row, striped, actions, chosen, choose }: RowProps) {
  const stands = new Set(standing(row.all));
  return (
    <div className={striped ? 'matrix-row matrix-striped' : 'matrix-row'} style={{ height: ROW_PIXELS }}>
      <div className="matrix-node" title={row.node}>
        <Glyph look={lookOfSteps(row.all)} />
        <Middle text={row.node} />
      </div>
      {actions.map((action) => (
        <div className="matrix-cell" key={action}>
          {row.steps.get(action)?.map((step) => (
            <StepButton
              key={step.name}
              step={step}
              isPast={!stands.has(step)}
              chosen={chosen === step.name}
              choose={choose}
            />
          ))}
        </div>
      ))}
    </div>
  );
});

interface StepProps {
  step: Step;
  /** What it saw was changed since. */
  isPast: boolean;
  chosen: boolean;
  choose(step: string): void;
}

function StepButton({ step, isPast, chosen, choose }: StepProps) {
  const look = lookOfStep(step);
  const words = `${step.name}: ${WORDS[look]}`;
  return (
    <button
      type="button"
      className={isPast ? 'matrix-step matrix-past' : 'matrix-step'}
      aria-label={words}
      aria-pressed={chosen}
      title={step.summary === '' ? words : `${words}\n${step.summary}`}
      onClick={() => choose(step.name)}
    >
      <Glyph look={look} size={step.mode === 'plan' ? LOOK_SIZE : STEP_SIZE} />
    </button>
  );
}

function goByArrow(event: KeyboardEvent<HTMLDivElement>) {
  const to = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
  const from = event.target;
  if (to === undefined || !(from instanceof HTMLButtonElement)) {
    return;
  }
  const at = from.getBoundingClientRect();
  const [right, down] = to as [number, number];
  let nearest: HTMLButtonElement | undefined;
  let least = Infinity;
  event.currentTarget.querySelectorAll<HTMLButtonElement>('.matrix-step').forEach((button) => {
    const other = button.getBoundingClientRect();
    const along = right !== 0 ? (other.left - at.left) * right : (other.top - at.top) * down;
    const across = right !== 0 ? Math.abs(other.top - at.top) : Math.abs(other.left - at.left);
    const distance = along + across * 4;
    if (along > 2 && distance < least) {
      least = distance;
      nearest = button;
    }
  });
  if (nearest !== undefined) {
    event.preventDefault();
    nearest.focus();
  }
}

function countsOf(steps: readonly Step[]): ReadonlyMap<Look, number> {
  const counts = new Map<Look, number>();
  for (const step of standing(steps)) {
    const look = lookOfStep(step);
    counts.set(look, (counts.get(look) ?? 0) + 1);
  }
  return counts;
}

interface LegendProps {
  counts: ReadonlyMap<Look, number>;
  /** Whether steps that look and steps that change stand side by side. */
  mixed: boolean;
}

const Legend = memo(function Legend({ counts, mixed }: LegendProps) {
  return (
    <div className="legend">
      {URGENCY.filter((look) => counts.has(look)).map((look) => (
        <span key={look} className={`state look-${look}`}>
          <Glyph look={look} size={14} />
          <span>{counted(counts.get(look) ?? 0, look)}</span>
        </span>
      ))}
      {mixed && <span className="quiet">Small: the inspection before the change.</span>}
    </div>
  );
});
