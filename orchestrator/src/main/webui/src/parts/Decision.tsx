import { Alert, Button } from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { Finding, Saga, Step } from '../api/client';
import { give, type Action } from '../api/orders';
import { keys, useMayChange } from '../api/queries';
import { ChoiceField } from './ChoiceField';
import { wordsOf } from './Fetched';
import { WhyField } from './WhyField';

interface Props {
  saga: Saga;
  finding: Finding;
  /** The steps that stopped at it; one decision is for all of them. */
  steps: readonly Step[];
}

/** Decides in place what steps stopped at, so that the saga goes on. */
export function Decision({ saga, finding, steps }: Props) {
  const mayChange = useMayChange();
  const [step] = steps;
  const resolve = step?.actions.find((action) => action.order === 'resolve');
  if ((finding.choices ?? []).length === 0) {
    return null;
  }
  if (!mayChange || step === undefined || resolve === undefined) {
    return <ChoiceField saga={saga} finding={finding} steps={steps} chosen="" />;
  }
  return <Form saga={saga} finding={finding} steps={steps} step={step} resolve={resolve} />;
}

function Form({ saga, finding, steps, step, resolve }: Props & { step: Step; resolve: Action }) {
  const client = useQueryClient();
  const [choice, setChoice] = useState('');
  const [why, setWhy] = useState('');
  const order = useMutation({
    mutationFn: () => give({ saga, step, action: resolve, finding: finding.key ?? '', choice }, why),
    onSuccess: (after) => client.setQueryData(keys.saga(after.id), after),
    onSettled: () =>
      Promise.all(
        [keys.saga(saga.id), keys.steps(saga.id)].map((queryKey) => client.invalidateQueries({ queryKey })),
      ),
  });
  const decide = (event: FormEvent) => {
    event.preventDefault();
    order.mutate();
  };
  return (
    <form className="decide" onSubmit={decide}>
      <ChoiceField saga={saga} finding={finding} steps={steps} chosen={choice} choose={setChoice} />
      <WhyField why={why} write={setWhy} missing={choice === '' ? 'Choose one of the above first.' : undefined}>
        <Button type="submit" isLoading={order.isPending} isDisabled={choice === '' || order.isPending}>
          {choice === '' ? 'Decide' : `Decide: ${choice}`}
        </Button>
      </WhyField>
      {order.error !== null && (
        <Alert isInline variant="danger" title={order.error.message}>
          {wordsOf(order.error)}
        </Alert>
      )}
    </form>
  );
}
