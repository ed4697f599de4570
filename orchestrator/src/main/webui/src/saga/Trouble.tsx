import type { Saga, Step } from '../api/client';
import { Glyph } from '../parts/Glyph';
import { lookOfStep } from '../parts/look';
import { Decision } from '../parts/Decision';
import { Fingerprints } from '../parts/Fingerprints';
import { OrderButtons } from '../parts/OrderButtons';

const SHOWN = 12;

interface Group {
  code: string;
  message: string;
  next: string;
  steps: Step[];
  /** Whether they are of all that failed, or of one action; the API takes no other choice. */
  canBeRetried: boolean;
  /** Whether each says the very same; where not, what is to be done is the same. */
  isOneMessage: boolean;
}

/** Failed steps that say the same and ask for the same are one thing to do. */
function groups(steps: readonly Step[]): Group[] {
  const found = new Map<string, Group>();
  const failed = steps.filter((step) => step.error !== undefined && lookOfStep(step) === 'failed');
  for (const step of failed) {
    const decisions = toDecide(step);
    const { code = '', message = '', next = '' } = step.error ?? {};
    const key = decisions !== '' ? `${code}\n${decisions}` : `${code}\n${next}`;
    const group = found.get(key) ?? { code, message, next, steps: [], canBeRetried: false, isOneMessage: true };
    group.steps.push(step);
    group.isOneMessage &&= message === group.message;
    found.set(key, group);
  }
  for (const group of found.values()) {
    const actions = new Set(group.steps.map((step) => step.action));
    const alike = failed.filter((step) => actions.size > 1 || actions.has(step.action));
    group.canBeRetried = alike.length === group.steps.length;
  }
  return [...found.values()].sort((a, b) => b.steps.length - a.steps.length);
}

/** What a person is asked at a step; a decision is for all steps that ask the same. */
function toDecide(step: Step): string {
  return step.findings
    .filter((finding) => (finding.choices ?? []).length > 0)
    .map((finding) => finding.key)
    .join('\n');
}

interface Props {
  saga: Saga;
  steps: readonly Step[];
  choose(step: string): void;
}

/** What needs a person: what is wrong, where, and what can be done next. */
export function Trouble({ saga, steps, choose }: Props) {
  const found = groups(steps);
  if (saga.quarantined === undefined && found.length === 0) {
    return null;
  }
  const count = found.reduce((sum, group) => sum + group.steps.length, 0);
  return (
    <section className="card trouble" aria-label="What needs you">
      {saga.quarantined !== undefined && <p>{saga.quarantined}</p>}
      {count > 0 && <h2>{count === 1 ? 'One step needs' : `${count} steps need`} you</h2>}
      {found.slice(0, SHOWN).map((group) => (
        <Item key={group.steps[0]?.name} group={group} saga={saga} choose={choose} />
      ))}
      {found.length > SHOWN && <p className="quiet">and {found.length - SHOWN} other problems</p>}
    </section>
  );
}

function Item({ group, saga, choose }: { group: Group; saga: Saga; choose(step: string): void }) {
  const [only] = group.steps;
  return (
    <div className="trouble-item">
      <p className="told trouble-message">
        <Fingerprints text={group.message} />
        {!group.isOneMessage && <span className="quiet"> And {group.steps.length - 1} more like this.</span>}
      </p>
      <div className="chips">
        <span className="code code-danger">{group.code}</span>
        <span className="quiet">at</span>
        {group.steps.slice(0, SHOWN).map((step) => (
          <button
            key={step.name}
            type="button"
            className="chip"
            title="Open this step: what it ran, and what that said"
            onClick={() => choose(step.name)}
          >
            <Glyph look="failed" size={12} />
            {step.name}
          </button>
        ))}
        {group.steps.length > SHOWN && <span className="quiet">and {group.steps.length - SHOWN} more</span>}
      </div>
      {group.next !== '' && (
        <p className="next">
          <strong>What to do: </strong>
          {group.next}
        </p>
      )}
      {only !== undefined &&
        only.findings.map((finding) => (
          <Decision key={`${finding.code}${finding.key}`} saga={saga} finding={finding} steps={group.steps} />
        ))}
      <div className="actions">
        {group.steps.length > 1
          ? group.canBeRetried && <OrderButtons saga={saga} group={group.steps} size="sm" />
          : only !== undefined && <OrderButtons saga={saga} step={only} size="sm" />}
      </div>
    </div>
  );
}
