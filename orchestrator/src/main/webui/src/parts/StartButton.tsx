import { Alert, Button, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { api, body } from '../api/client';
import { keys } from '../api/queries';
import { wordsOf } from './Fetched';

interface Props {
  integration: string;
  kind: 'plan' | 'apply' | 'verify';
  /** The plan that is to be carried out, and nothing else. */
  plan?: string;
  title: string;
  /** What it will do, in a sentence. */
  effect: string;
  primary?: boolean;
}

/** Starts a saga after saying what it will do, and goes to it. */
export function StartButton({ integration, kind, plan, title, effect, primary = false }: Props) {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [asked, setAsked] = useState(false);
  const close = () => setAsked(false);
  const start = useMutation({
    mutationFn: () =>
      body(
        api.POST('/api/v1/integrations/{name}/sagas', {
          params: { path: { name: integration } },
          body: plan === undefined ? { kind } : { kind, plan },
        }),
      ),
    onSuccess: (saga) => {
      client.setQueryData(keys.saga(saga.id), saga);
      navigate(`/sagas/${saga.id}`);
    },
  });
  return (
    <>
      <Button variant={primary ? 'primary' : 'secondary'} title={effect} onClick={() => setAsked(true)}>
        {title}
      </Button>
      {asked && (
        <Modal isOpen variant="small" onClose={close} aria-labelledby="start-title" aria-describedby="start-body">
          <ModalHeader title={`${title}: ${integration}`} labelId="start-title" />
          <ModalBody id="start-body">
            <p>{effect}</p>
            {start.error !== null && (
              <Alert isInline variant="danger" title={start.error.message}>
                {wordsOf(start.error)}
              </Alert>
            )}
          </ModalBody>
          <ModalFooter>
            <Button isLoading={start.isPending} isDisabled={start.isPending} onClick={() => start.mutate()}>
              {title}
            </Button>
            <Button variant="link" onClick={close}>
              Go back
            </Button>
          </ModalFooter>
        </Modal>
      )}
    </>
  );
}
