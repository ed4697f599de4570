import { Button } from '@patternfly/react-core';
import { useId } from 'react';
import { changed, listAt, namesAt, textAt, withText, type Draft } from './text';

const ROLES = ['ceph-admin', 'controller', 'image', 'volume', 'backup', 'compute', 'deployer'] as const;
type Path = readonly string[];

interface Field {
  label: string;
  path: Path;
  hint: string;
}

const FIELDS: { title: string; fields: Field[] }[] = [
  {
    title: 'SSH login to the nodes',
    fields: [
      { label: 'User', path: ['ssh', 'user'], hint: 'root, or a user with passwordless sudo' },
      { label: 'Credential', path: ['ssh', 'credential'], hint: 'name of a private key in the credentials directory' },
    ],
  },
  {
    title: 'Ceph pools',
    fields: [
      { label: 'Images', path: ['ceph', 'pools', 'images', 'name'], hint: 'pool for Glance images' },
      { label: 'Volumes', path: ['ceph', 'pools', 'volumes', 'name'], hint: 'pool for Cinder volumes' },
      { label: 'Virtual machines', path: ['ceph', 'pools', 'vms', 'name'], hint: 'pool for the disks of Nova instances' },
    ],
  },
];

interface Props {
  draft: Draft;
  isNew: boolean;
  readOnly: boolean;
  change(text: string): void;
}

/** The fields that every document has; all others are written as text. Both are one document. */
export function Form({ draft, isNew, readOnly, change }: Props) {
  return (
    <fieldset className="form" disabled={readOnly} aria-label="The document as a form">
      {isNew && (
        <Text
          field={{ label: 'Name', path: ['name'], hint: 'of the integration; it can’t be changed later' }}
          draft={draft}
          change={change}
        />
      )}
      {FIELDS.map(({ title, fields }) => (
        <fieldset key={title}>
          <legend>{title}</legend>
          {fields.map((field) => (
            <Text key={field.label} field={field} draft={draft} change={change} />
          ))}
        </fieldset>
      ))}
      <fieldset>
        <legend>Nodes ({namesAt(draft, ['nodes']).length})</legend>
        <Nodes draft={draft} change={change} />
      </fieldset>
    </fieldset>
  );
}

function Text({ field, draft, change }: { field: Field; draft: Draft; change(text: string): void }) {
  const id = useId();
  return (
    <p className="form-field">
      <label htmlFor={id}>{field.label}</label>
      <input
        id={id}
          className="field"
        value={textAt(draft, field.path)}
        aria-describedby={`${id}-hint`}
        onChange={(event) => change(withText(draft, field.path, event.target.value))}
      />
      <span id={`${id}-hint`} className="quiet">
        {field.hint}
      </span>
    </p>
  );
}

function Nodes({ draft, change }: { draft: Draft; change(text: string): void }) {
  const names = namesAt(draft, ['nodes']);
  const add = () => {
    let number = names.length + 1;
    while (names.includes(`compute${String(number).padStart(2, '0')}`)) {
      number++;
    }
    change(
      changed(draft, (yaml) => {
        const node = yaml.createNode({ address: '', roles: ['compute'] }, { flow: true });
        yaml.setIn(['nodes', `compute${String(number).padStart(2, '0')}`], node);
      }),
    );
  };
  return (
    <>
      <ul className="form-nodes">
        {names.map((name, index) => (
          <Node key={index} name={name} names={names} draft={draft} change={change} />
        ))}
      </ul>
      <Button variant="secondary" size="sm" onClick={add}>
        Add a node
      </Button>
    </>
  );
}

interface NodeProps {
  name: string;
  names: readonly string[];
  draft: Draft;
  change(text: string): void;
}

function Node({ name, names, draft, change }: NodeProps) {
  const path = ['nodes', name] as const;
  const roles = listAt(draft, [...path, 'roles']);
  const rename = (to: string) => {
    if (to !== '' && !names.includes(to)) {
      change(
        changed(draft, (yaml) => {
          const nodes = yaml.get('nodes', true) as unknown as { items: { key: unknown }[] };
          const item = nodes.items[names.indexOf(name)];
          if (item !== undefined) {
            item.key = yaml.createNode(to);
          }
        }),
      );
    }
  };
  const turn = (role: string) => {
    const next = roles.includes(role) ? roles.filter((one) => one !== role) : [...roles, role];
    change(changed(draft, (yaml) => yaml.setIn([...path, 'roles'], yaml.createNode(next, { flow: true }))));
  };
  return (
    <li className="form-node">
      <label className="form-node-field">
        <span className="quiet">Name</span>
        <input className="field" aria-label={`Name of node ${name}`} value={name} onChange={(event) => rename(event.target.value)} />
      </label>
      <label className="form-node-field">
        <span className="quiet">Address</span>
        <input
          className="field"
          aria-label={`Address of ${name}`}
          placeholder="host name or IP address"
          value={textAt(draft, [...path, 'address'])}
          onChange={(event) => change(changed(draft, (yaml) => yaml.setIn([...path, 'address'], event.target.value)))}
        />
      </label>
      <span className="form-roles" role="group" aria-label={`Roles of ${name}`}>
        {ROLES.map((role) => (
          <label key={role}>
            <input type="checkbox" checked={roles.includes(role)} onChange={() => turn(role)} /> {role}
          </label>
        ))}
      </span>
      <Button
        variant="plain"
        size="sm"
        aria-label={`Remove ${name}`}
        title={`Remove ${name} from the document`}
        onClick={() => change(changed(draft, (yaml) => yaml.deleteIn(path)))}
      >
        ✕
      </Button>
    </li>
  );
}
