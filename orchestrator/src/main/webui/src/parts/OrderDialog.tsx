import { Alert, Button, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body, Refused, type Saga, type Step } from '../api/client';
import { keys } from '../api/queries';

const NAMED = 8;

/** What is to be tried again: these steps of a saga, or all that failed. */
export interface Asked {
  saga: Saga;
  steps?: readonly Step[];
}

/** Says exactly what an order will do and where, before it is given. */
export function OrderDialog({ asked, close }: { asked: Asked; close: () => void }) {
  const client = useQueryClient();
  const { saga, steps } = asked;
  const order = useMutation({
    mutationFn: async () => {
      for (const select of steps?.map((step) => step.name) ?? ['all']) {
        await body(api.POST('/api/v1/sagas/{id}/retry', { params: { path: { id: saga.id } }, body: { select } }));
      }
    },
    onSuccess: close,
    onSettled: () => client.invalidateQueries({ queryKey: keys.saga(saga.id) }),
  });
  const count = steps?.length ?? saga.counts.failed ?? 0;
  const nodes = new Set(steps?.map((step) => step.node));
  return (
    <Modal isOpen variant="small" onClose={close} aria-labelledby="order-title" aria-describedby="order-body">
      <ModalHeader title={`Retry ${count === 1 ? 'one step' : `${count} steps`}`} labelId="order-title" />
      <ModalBody id="order-body">
        <p>
          {count === 1 ? 'The step is' : 'These steps are'} tried again now, in the same saga
          {nodes.size > 0 && `, on ${[...nodes].slice(0, NAMED).join(', ')}${nodes.size > NAMED ? ' …' : ''}`}. Each looks
          first at what is there and does only what is missing. What waits for {count === 1 ? 'it' : 'them'} goes on
          afterwards; steps that are done are left alone.
        </p>
        {order.error !== null && (
          <Alert isInline variant="danger" title={order.error.message}>
            {order.error instanceof Refused ? order.error.problem.detail : 'Try again.'}
          </Alert>
        )}
      </ModalBody>
      <ModalFooter>
        <Button isLoading={order.isPending} isDisabled={order.isPending} onClick={() => order.mutate()}>
          Retry
        </Button>
        <Button variant="link" onClick={close}>
          Leave it
        </Button>
      </ModalFooter>
    </Modal>
  );
}
