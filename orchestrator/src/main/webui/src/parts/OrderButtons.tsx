import { Button } from '@patternfly/react-core';
import { useState } from 'react';
import type { Finding, Saga, Step } from '../api/client';
import { KNOWN, OF_STEPS, type Action, type Wanted } from '../api/orders';
import { useMayChange } from '../api/queries';
import { OrderDialog } from './OrderDialog';
import { titleOf } from './orders';

interface Props {
  saga: Saga;
  step?: Step;
  size?: 'sm' | 'default';
}

/** A button for each order that the API says is legal now; none for whoever may give none. */
export function OrderButtons({ saga, step, size = 'default' }: Props) {
  const [wanted, setWanted] = useState<Wanted>();
  const mayChange = useMayChange();
  if (!mayChange) {
    return null;
  }
  const given = step === undefined ? KNOWN.filter((order) => !OF_STEPS.includes(order)) : KNOWN;
  const actions = given.flatMap((order) => (step ?? saga).actions.filter((action) => action.order === order));
  const of = step === undefined ? { saga } : { saga, step };
  return (
    <>
      {actions.map((action) => (
        <Button
          key={action.order}
          size={size}
          variant={action.order === 'retry' && step === undefined ? 'primary' : action.order === 'cancel' ? 'link' : 'secondary'}
          isDanger={action.order === 'cancel'}
          title={action.effect}
          onClick={() => setWanted({ ...of, action })}
        >
          {titleOf({ ...of, action })}
        </Button>
      ))}
      {wanted !== undefined && <OrderDialog wanted={wanted} close={() => setWanted(undefined)} />}
    </>
  );
}

interface ChoicesProps {
  saga: Saga;
  step: Step;
  finding: Finding;
}

/** The ways out of a halted step, each saying what it will do. */
export function Choices({ saga, step, finding }: ChoicesProps) {
  const [wanted, setWanted] = useState<Wanted>();
  const mayChange = useMayChange();
  const resolve = mayChange ? step.actions.find((action) => action.order === 'resolve') : undefined;
  const choices = finding.choices ?? [];
  if (choices.length === 0) {
    return null;
  }
  const choose = (action: Action, choice: { name?: string; effect?: string }) =>
    setWanted({
      saga,
      step,
      action: { ...action, effect: choice.effect ?? action.effect },
      finding: finding.key ?? '',
      choice: choice.name ?? '',
    });
  return (
    <div className="choices">
      {choices.map((choice) => (
        <div key={choice.name} className="choice">
          {resolve === undefined ? (
            <strong>{choice.name}</strong>
          ) : (
            <Button size="sm" variant="secondary" onClick={() => choose(resolve, choice)}>
              {choice.name}
            </Button>
          )}
          <span className="quiet">{choice.effect}</span>
        </div>
      ))}
      {wanted !== undefined && <OrderDialog wanted={wanted} close={() => setWanted(undefined)} />}
    </div>
  );
}
