import { Alert, Button } from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useLocation } from 'wouter';
import type { Saga } from '../api/client';
import { api, body } from '../api/client';
import { keys, useMayChange } from '../api/queries';
import { ChoiceField } from '../parts/ChoiceField';
import { wordsOf } from '../parts/Fetched';
import { WhyField } from '../parts/WhyField';
import type { Found } from './findings';
import { FoundThere } from './PlanFindings';

interface Props {
  saga: Saga;
  found: readonly Found[];
  choose(step: string): void;
}

/** What must be decided before a plan can be applied: decided here, and planned again with it. */
export function PlanDecisions({ saga, found, choose }: Props) {
  const mayChange = useMayChange();
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [decisions, setDecisions] = useState<Record<string, string>>({});
  const [why, setWhy] = useState('');
  const planAgain = useMutation({
    mutationFn: () =>
      body(
        api.POST('/api/v1/integrations/{name}/sagas', {
          params: { path: { name: saga.integration } },
          body: { kind: 'plan', decisions, why },
        }),
      ),
    onSuccess: (next) => {
      client.setQueryData(keys.saga(next.id), next);
      navigate(`/sagas/${next.id}`);
    },
  });
  if (found.length === 0) {
    return null;
  }
  const give = (event: FormEvent) => {
    event.preventDefault();
    planAgain.mutate();
  };
  const made = Object.keys(decisions).length;
  return (
    <form className="card panel plan-node" aria-label="Decisions needed" onSubmit={give}>
      <h2>{found.length === 1 ? 'Decision needed' : `${found.length} decisions needed`} before this can be applied</h2>
      {found.map((one) => {
        const key = one.finding.key ?? '';
        return (
          <FoundThere key={key} found={one} choose={choose}>
            <ChoiceField
              saga={saga}
              finding={one.finding}
              steps={one.steps}
              chosen={decisions[key] ?? ''}
              choose={mayChange ? (choice) => setDecisions({ ...decisions, [key]: choice }) : undefined}
            />
          </FoundThere>
        );
      })}
      {mayChange && (
        <WhyField why={why} write={setWhy} missing={made === 0 ? 'Choose one of the above first.' : undefined}>
          <Button type="submit" isLoading={planAgain.isPending} isDisabled={made === 0 || planAgain.isPending}>
            {made > 1 ? `Plan again with these ${made} decisions` : 'Plan again with this decision'}
          </Button>
        </WhyField>
      )}
      {planAgain.error !== null && (
        <Alert isInline variant="danger" title={planAgain.error.message}>
          {wordsOf(planAgain.error)}
        </Alert>
      )}
    </form>
  );
}
