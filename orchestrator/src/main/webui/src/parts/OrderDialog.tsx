import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { give, type Wanted } from '../api/orders';
import { keys } from '../api/queries';
import { titleOf } from './orders';
import { ReasonDialog } from './ReasonDialog';

const NAMED = 8;
const IN_RED = ['cancel', 'rollback'];

/** Says exactly what an order will do and where, and asks why, before it is given. */
export function OrderDialog({ wanted, close }: { wanted: Wanted; close: () => void }) {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const { saga, action } = wanted;
  return (
    <ReasonDialog
      title={titleOf(wanted)}
      effect={action.effect}
      danger={IN_RED.includes(action.order)}
      give={(why) => give(wanted, why)}
      given={(after) => {
        client.setQueryData(keys.saga(after.id), after);
        if (after.id !== saga.id) {
          navigate(`/sagas/${after.id}`);
        }
      }}
      answered={() =>
        Promise.all([
          client.invalidateQueries({ queryKey: keys.saga(saga.id) }),
          client.invalidateQueries({ queryKey: keys.steps(saga.id) }),
        ])
      }
      close={close}
    >
      <Named of="Steps" names={wanted.step === undefined ? action.steps : [wanted.step.name]} />
      <Named of="Nodes" names={wanted.step === undefined ? action.nodes : [wanted.step.node]} />
    </ReasonDialog>
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
