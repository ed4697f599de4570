import { Alert, Button, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useLocation } from 'wouter';
import { give, type Wanted } from '../api/orders';
import { keys } from '../api/queries';
import { wordsOf } from './Fetched';
import { titleOf } from './orders';

const NAMED = 8;
const IN_RED = ['cancel', 'rollback'];

/** Says exactly what an order will do and where, and asks why, before it is given. */
export function OrderDialog({ wanted, close }: { wanted: Wanted; close: () => void }) {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const why = useId();
  const [reason, setReason] = useState('');
  const { saga, action } = wanted;
  const order = useMutation({
    mutationFn: () => give(wanted, reason),
    onSuccess: (after) => {
      client.setQueryData(keys.saga(after.id), after);
      close();
      if (after.id !== saga.id) {
        navigate(`/sagas/${after.id}`);
      }
    },
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.saga(saga.id) }),
        client.invalidateQueries({ queryKey: keys.steps(saga.id) }),
      ]),
  });
  const title = titleOf(wanted);
  return (
    <Modal isOpen variant="small" onClose={close} aria-labelledby="order-title" aria-describedby="order-body">
      <ModalHeader title={title} labelId="order-title" />
      <ModalBody id="order-body">
        <p>{action.effect}</p>
        <Named of="Steps" names={wanted.step === undefined ? action.steps : [wanted.step.name]} />
        <Named of="Nodes" names={wanted.step === undefined ? action.nodes : [wanted.step.node]} />
        <div className="why">
          <label htmlFor={why}>Why, for whoever reads the history (may stay empty)</label>
          <textarea id={why} value={reason} maxLength={1000} onChange={(event) => setReason(event.target.value)} />
        </div>
        {order.error !== null && (
          <Alert isInline variant="danger" title={order.error.message} className="gap-above">
            {wordsOf(order.error)}
          </Alert>
        )}
      </ModalBody>
      <ModalFooter>
        <Button
          variant={IN_RED.includes(action.order) ? 'danger' : 'primary'}
          isLoading={order.isPending}
          isDisabled={order.isPending}
          onClick={() => order.mutate()}
        >
          {title}
        </Button>
        <Button variant="link" onClick={close}>
          Leave it
        </Button>
      </ModalFooter>
    </Modal>
  );
}

function Named({ of, names }: { of: string; names: readonly string[] }) {
  return names.length === 0 ? null : (
    <p className="quiet">
      {of}: {names.slice(0, NAMED).join(', ')}
      {names.length > NAMED && ` and ${names.length - NAMED} more`}
    </p>
  );
}
