import { Button } from '@patternfly/react-core';
import { useState } from 'react';
import type { Saga, Step } from '../api/client';
import { KNOWN, OF_STEPS, type Wanted } from '../api/orders';
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
