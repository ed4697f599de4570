import { Button } from '@patternfly/react-core';
import { useState } from 'react';
import type { Saga, Step } from '../api/client';
import { KNOWN, OF_GROUPS, OF_STEPS, type Action, type Wanted } from '../api/orders';
import { useMayChange } from '../api/queries';
import { OrderDialog } from './OrderDialog';
import { titleOf } from './orders';

interface Props {
  saga: Saga;
  step?: Step;
  /** Of the failed steps all, or all of one action. */
  group?: readonly Step[];
  size?: 'sm' | 'default';
}

function ofGroup(action: Action, group: readonly Step[]): Action {
  return {
    ...action,
    effect: `Tries these ${group.length} steps again, in this saga; what is done is left alone.`,
    steps: group.map((step) => step.name),
    nodes: [...new Set(group.map((step) => step.node))],
  };
}

/** A button for each order that the API says is legal now; none for whoever may give none. */
export function OrderButtons({ saga, step, group, size = 'default' }: Props) {
  const [wanted, setWanted] = useState<Wanted>();
  const mayChange = useMayChange();
  if (!mayChange) {
    return null;
  }
  const known = step === undefined ? KNOWN.filter((order) => !OF_STEPS.includes(order)) : KNOWN;
  const given = group === undefined ? known : OF_GROUPS;
  const actions = given
    .flatMap((order) => (step ?? saga).actions.filter((action) => action.order === order))
    .map((action) => (group === undefined ? action : ofGroup(action, group)));
  const of = { saga, ...(step !== undefined && { step }), ...(group !== undefined && { group }) };
  return (
    <>
      {actions.map((action) => (
        <Button
          key={action.order}
          size={size}
          variant={action.order === 'retry' && step === undefined && group === undefined ? 'primary' : action.order === 'cancel' ? 'link' : 'secondary'}
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
