import type { Finding, Step } from '../api/client';
import { lookOfStep } from '../parts/look';

/** A finding, and the steps that all found it. */
export interface Found {
  finding: Finding;
  steps: Step[];
}

/** What is found alike at several steps is one finding; what is decided by the same key is one decision. */
export function foundBy(steps: readonly Step[]): Found[] {
  const found = new Map<string, Found>();
  // What halted its step is shown, and decided, where the saga says that it needs somebody.
  for (const step of steps.filter((one) => lookOfStep(one) !== 'failed')) {
    for (const finding of step.findings) {
      const { severity, code, message, next, key = '' } = finding;
      const alike = key !== '' ? `${severity}\n${key}` : `${severity}\n${code}\n${message}\n${next}`;
      const one = found.get(alike) ?? { finding, steps: [] };
      one.steps.push(step);
      found.set(alike, one);
    }
  }
  return [...found.values()];
}

/** Whether a person can decide it. */
export function isToDecide({ finding }: Found): boolean {
  return finding.severity === 'stop' && (finding.key ?? '') !== '' && (finding.choices ?? []).length > 0;
}
