import { Alert, Button } from '@patternfly/react-core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { api, body, checkDocument, readSource, submitDocument, type Source } from '../api/client';
import { keys, useMayChange } from '../api/queries';
import { Checked, Editor } from '../document/Editor';
import { Form } from '../document/Form';
import { TEMPLATE } from '../document/template';
import { draftOf, isReadable } from '../document/text';
import { Access } from '../document/Access';
import { Fetched, wordsOf } from '../parts/Fetched';
import { useTitle } from '../parts/title';

const TYPING_MILLIS = 400;

/** The text once nobody has typed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(text), TYPING_MILLIS);
    return () => window.clearTimeout(timer);
  }, [text]);
  return settled;
}

/** Nobody loses what they typed by closing the tab. */
function useWarning(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) {
      return undefined;
    }
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [unsaved]);
}

interface Props {
  /** Absent for a new one. */
  name?: string;
  source: Source;
}

function Document({ name, source }: Props) {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const mayChange = useMayChange();
  const [text, setText] = useState(source.text);
  const draft = useMemo(() => draftOf(text), [text]);
  const shown = useDeferredValue(draft);
  const settled = useSettled(text);
  const unsaved = text !== source.text;
  const checked = useQuery({ queryKey: ['check', settled], queryFn: () => checkDocument(settled), gcTime: 0 });
  const check = settled === text ? checked.data : undefined;
  const submit = useMutation({
    mutationFn: async (then: 'rest' | 'plan' | 'test') => {
      const integration = await submitDocument(text, source.tag);
      await client.invalidateQueries({ queryKey: keys.integration(integration.name) });
      client.removeQueries({ queryKey: keys.source(integration.name) });
      if (then === 'rest') {
        return `/integrations/${integration.name}`;
      }
      const saga = await body(
        api.POST('/api/v1/integrations/{name}/sagas', {
          params: { path: { name: integration.name } },
          body: { kind: 'plan' },
        }),
      );
      await client.invalidateQueries({ queryKey: keys.integration(integration.name) });
      return then === 'plan' ? `/sagas/${saga.id}` : `/integrations/${integration.name}/edit`;
    },
    onSuccess: (path) => {
      navigate(path);
      return client.invalidateQueries({ queryKey: ['source'] });
    },
  });
  useWarning(unsaved && !submit.isSuccess);
  const ready = check?.valid === true && !submit.isPending;
  return (
    <>
      <div className="page-head">
        <div>
          <p className="crumbs">
            <Link href="/">Integrations</Link>
            {name !== undefined && (
              <>
                {' '}
                <span>/</span> <Link href={`/integrations/${name}`}>{name}</Link>
              </>
            )}
          </p>
          <h1>{name === undefined ? 'New integration' : `Edit ${name}`}</h1>
          <p className="quiet">
            The form and the text are the same document; comments are kept. Saving changes nothing on any node; a plan shows
            what an apply would do.
          </p>
        </div>
      </div>
      <div className="save">
        {submit.error !== null && (
          <Alert isInline variant="danger" title={submit.error.message}>
            {wordsOf(submit.error)}
          </Alert>
        )}
        <div className="card save-bar">
          <Checked check={check} />
          {mayChange && (
            <div className="actions">
              <Button isDisabled={!ready} isLoading={submit.isPending} onClick={() => submit.mutate('plan')}>
                Save and plan
              </Button>
              <Button
                variant="secondary"
                isDisabled={!ready}
                title="Saves the document, then checks every node: can it be reached, does its host key match, do login and sudo work? What an apply would do is planned at the same time. Nothing on any node is changed."
                onClick={() => submit.mutate('test')}
              >
                Save and test access
              </Button>
              <Button variant="secondary" isDisabled={!ready} onClick={() => submit.mutate('rest')}>
                Save
              </Button>
            </div>
          )}
        </div>
      </div>
      {name !== undefined && <Access name={name} />}
      <div className="document">
        <section className="card panel" aria-label="Form">
          {isReadable(shown) ? (
            <Form draft={shown} isNew={name === undefined} readOnly={!mayChange} change={setText} />
          ) : (
            <p>The text is not valid YAML right now, so the form can’t show it. The errors are listed below the text.</p>
          )}
        </section>
        <section className="card panel" aria-label="Text">
          <Editor draft={draft} check={check} readOnly={!mayChange} change={setText} />
        </section>
      </div>
    </>
  );
}

/** A new integration. */
export function NewPage() {
  useTitle('New integration');
  return <Document source={{ text: TEMPLATE, tag: undefined }} />;
}

/** The document of one that is there. */
export function EditPage({ name }: { name: string }) {
  useTitle(`Edit ${name}`);
  const source = useQuery({ queryKey: keys.source(name), queryFn: () => readSource(name), gcTime: 0 });
  return <Fetched query={source}>{(read) => <Document name={name} source={read} key={read.tag} />}</Fetched>;
}

export default function DocumentPage({ name }: { name?: string }) {
  return name === undefined ? <NewPage /> : <EditPage name={name} />;
}
