import { Alert, Button, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useMutation } from '@tanstack/react-query';
import { useId, useState, type ReactNode } from 'react';
import { wordsOf } from './Fetched';

interface Props<T> {
  title: string;
  /** What it will do, in a sentence. */
  effect: string;
  /** Whether something gets lost by it. */
  danger?: boolean;
  /** What it is about. */
  children?: ReactNode;
  give(why: string): Promise<T>;
  given(answer: T): void;
  /** Called whether it was taken or refused. */
  answered?(): unknown;
  close(): void;
}

/** Says what is about to be done, and asks why, before it is done. */
export function ReasonDialog<T>({ title, effect, danger = false, children, give, given, answered, close }: Props<T>) {
  const why = useId();
  const [reason, setReason] = useState('');
  const order = useMutation({
    mutationFn: () => give(reason),
    onSuccess: (answer) => {
      close();
      given(answer);
    },
    onSettled: () => answered?.(),
  });
  return (
    <Modal isOpen variant="small" onClose={close} aria-labelledby="order-title" aria-describedby="order-body">
      <ModalHeader title={title} labelId="order-title" />
      <ModalBody id="order-body">
        <p>{effect}</p>
        {children}
        <div className="why">
          <label htmlFor={why}>Reason, kept in the history (optional)</label>
          <textarea id={why} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
        </div>
        {order.error !== null && (
          <Alert isInline variant="danger" title={order.error.message} className="gap-above">
            {wordsOf(order.error)}
          </Alert>
        )}
      </ModalBody>
      <ModalFooter>
        <Button
          variant={danger ? 'danger' : 'primary'}
          isLoading={order.isPending}
          isDisabled={order.isPending}
          onClick={() => order.mutate()}
        >
          {title}
        </Button>
        <Button variant="link" onClick={close}>
          Go back
        </Button>
      </ModalFooter>
    </Modal>
  );
}
